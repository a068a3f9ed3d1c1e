"""Monitoring: the cell's dashboard, its alarms, and the topics that notify of them."""

from collections.abc import Mapping, Sequence

import pulumi
import pulumi_aws as aws

from ..core.cell import with_suffix
from ..core.component import Component, Transforms
from ..core.iam import document
from ..core.outputs import json_text, known_after
from . import props
from .alarm import Alarm, CompositeAlarm, MathAlarm, Severity
from .args import MonitoringArgs
from .config import MonitoringConfig, resolve
from .dashboard import dashboard
from .limits import MAX_NAME
from .policies import topic_statements
from .rules import HEALTH, health_alarms
from .slo import burn_composites

TOPICS: Mapping[Severity, str] = {Severity.PAGE: "alarms", Severity.TICKET: "tickets"}
"""Severity to the role of its topic, which is also the end of its name."""


class Monitoring(Component):
    """A dashboard, alarms with their severity, and an encrypted topic for each severity.

    The alarms are those of `monitoring.alarms` on resources, those of `monitoring.slo` on the objectives, and those of
    `monitoring.traffic_alarms` on a drop of traffic. The health alarm `<cell>-health` summarizes all that page; it
    decides whether a new version is promoted.
    """

    alarm_topic_arn: pulumi.Output[str]
    """Topic of pages: alarms publish to it when they start and when they end."""
    ticket_topic_arn: pulumi.Output[str]
    """Topic of tickets: what can wait for the next working day."""
    health_alarm_name: pulumi.Output[str]
    """Name of the composite alarm that is in ALARM while the cell is unhealthy."""
    dashboard_name: pulumi.Output[str]
    """The dashboard."""

    def __init__(
        self,
        name: str,
        args: MonitoringArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._config = config
        self.alarm_topic_arn = self._make_topic(config, Severity.PAGE, config.email)
        self.ticket_topic_arn = self._make_topic(config, Severity.TICKET, config.ticket_email)
        self._names = {alarm.role: self._make_alarm(alarm) for alarm in config.alarms}
        composites = self._make_composites(config)
        self.health_alarm_name = composites[HEALTH].alarm_name
        self.dashboard_name = self._make_dashboard(config, [alarm.arn for alarm in composites.values()]).dashboard_name
        self._finish()

    def _make_dashboard(
        self, config: MonitoringConfig, health: Sequence[pulumi.Output[str]]
    ) -> aws.cloudwatch.Dashboard:
        body = dashboard(config.watched, config.objectives, health, self._cell["region"])
        return self._child(
            "dashboard",
            aws.cloudwatch.Dashboard,
            {
                "dashboard_name": with_suffix(self._cell, self._cell["cell"]),
                "dashboard_body": json_text(body),
            },
        )

    def _make_topic(self, config: MonitoringConfig, severity: Severity, email: str | None) -> pulumi.Output[str]:
        """The topic of a severity and its policy; its ARN is known once alarms may publish to it."""
        role = TOPICS[severity]
        topic = self._child(role, aws.sns.Topic, {"name": self._physical(role), "kms_master_key_id": config.key_arn})
        statements = topic_statements(
            topic.arn,
            self._cell["region"],
            self._cell["account_id"],
            budgets=severity is Severity.TICKET and config.budget_notices,
        )
        policy = self._child(f"{role}-policy", aws.sns.TopicPolicy, {"arn": topic.arn, "policy": document(statements)})
        if email is not None:
            self._child(
                f"{role}-email",
                aws.sns.TopicSubscription,
                {"topic": topic.arn, "protocol": "email", "endpoint": email},
            )
        return known_after(topic.arn, policy.arn)

    def _make_alarm(self, alarm: Alarm | MathAlarm) -> pulumi.Output[str]:
        """An alarm on metrics; returns its name, for the rules of composite alarms."""
        inputs = props.alarm_props(alarm, self._actions(alarm.severity), self._config.runbooks)
        made = self._child(alarm.role, aws.cloudwatch.MetricAlarm, {"name": self._alarm_name(alarm.role), **inputs})
        return made.name

    def _make_composites(self, config: MonitoringConfig) -> dict[str, aws.cloudwatch.CompositeAlarm]:
        """The alarms on objectives, then the health of the cell, which reads them."""
        burning = burn_composites(config.objectives)
        alarms = [*config.alarms, *burning]
        lengths = [len(self._alarm_name(alarm.role)) for alarm in alarms]
        made: dict[str, aws.cloudwatch.CompositeAlarm] = {}
        for alarm in [*burning, *health_alarms(alarms, lengths)]:
            made[alarm.role] = self._make_composite(alarm)
            self._names[alarm.role] = made[alarm.role].alarm_name
        return made

    def _make_composite(self, alarm: CompositeAlarm) -> aws.cloudwatch.CompositeAlarm:
        rule = props.rule_text([[self._names[role] for role in group] for group in alarm.any_of])
        inputs = props.composite_props(alarm, rule, self._actions(alarm.severity), self._config.runbooks)
        name = {"alarm_name": self._alarm_name(alarm.role)}
        return self._child(alarm.role, aws.cloudwatch.CompositeAlarm, name | inputs)

    def _alarm_name(self, role: str) -> str:
        return self._physical(role, MAX_NAME)

    def _actions(self, severity: Severity | None) -> list[pulumi.Output[str]]:
        if severity is None:
            return []
        return [self.alarm_topic_arn if severity is Severity.PAGE else self.ticket_topic_arn]
