"""Monitoring: the cell's dashboard, its alarms, and the topic that notifies of them."""

import pulumi
import pulumi_aws as aws

from ..aws.principals import SOURCE_ARN
from ..core.cell import with_suffix
from ..core.component import Component, Transforms
from ..core.iam import document
from ..core.outputs import json_text, known_after
from ..plan.objectives import PERIOD_SECONDS
from .alarms import Alarm, alarms
from .args import MonitoringArgs
from .config import MonitoringConfig, resolve
from .dashboard import dashboard


class Monitoring(Component):
    """A dashboard, alarms (`monitoring.alarms`), and one encrypted topic that they publish to."""

    alarm_topic_arn: pulumi.Output[str]
    """Topic that alarms publish to when they start and when they end."""
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
        self.alarm_topic_arn = self._make_topic(config)
        for alarm in alarms(config.watched, config.thresholds):
            self._make_alarm(alarm, self.alarm_topic_arn)
        self.dashboard_name = self._make_dashboard(config).dashboard_name
        self._finish()

    def _make_dashboard(self, config: MonitoringConfig) -> aws.cloudwatch.Dashboard:
        return self._child(
            "dashboard",
            aws.cloudwatch.Dashboard,
            {
                "dashboard_name": with_suffix(self._cell, self._cell["cell"]),
                "dashboard_body": json_text(dashboard(config.watched, self._cell["region"])),
            },
        )

    def _make_topic(self, config: MonitoringConfig) -> pulumi.Output[str]:
        """The topic and its policy; its ARN is known once alarms may publish to it."""
        topic = self._child(
            "alarms", aws.sns.Topic, {"name": self._physical("alarms"), "kms_master_key_id": config.key_arn}
        )
        account = pulumi.Output.from_input(self._cell["account_id"])
        alarms_arn = pulumi.Output.concat(f"arn:aws:cloudwatch:{self._cell['region']}:", account, ":alarm:*")
        policy = self._child(
            "alarms-policy",
            aws.sns.TopicPolicy,
            {
                "arn": topic.arn,
                "policy": document(
                    [
                        {
                            "Sid": "AlarmsOfThisAccount",
                            "Effect": "Allow",
                            "Principal": {"Service": "cloudwatch.amazonaws.com"},
                            "Action": "sns:Publish",
                            "Resource": topic.arn,
                            "Condition": {"ArnLike": {SOURCE_ARN: alarms_arn}},
                        },
                        {
                            "Sid": "OnlyTls",
                            "Effect": "Deny",
                            "Principal": "*",
                            "Action": "sns:Publish",
                            "Resource": topic.arn,
                            "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                        },
                    ]
                ),
            },
        )
        if config.email is not None:
            self._child(
                "alarms-email",
                aws.sns.TopicSubscription,
                {"topic": topic.arn, "protocol": "email", "endpoint": config.email},
            )
        return known_after(topic.arn, policy.arn)

    def _make_alarm(self, alarm: Alarm, topic_arn: pulumi.Output[str]) -> None:
        metric = alarm.series.metric
        statistic = "extended_statistic" if metric.statistic.startswith("p") else "statistic"
        self._child(
            alarm.role,
            aws.cloudwatch.MetricAlarm,
            {
                "name": self._physical(alarm.role, 255),
                "alarm_description": alarm.meaning,
                "namespace": metric.namespace,
                "metric_name": metric.name,
                "dimensions": alarm.series.dimensions,
                statistic: metric.statistic,
                "period": PERIOD_SECONDS,
                "evaluation_periods": alarm.periods,
                "comparison_operator": "LessThanThreshold" if alarm.below else "GreaterThanThreshold",
                "threshold": alarm.threshold,
                "treat_missing_data": metric.absent.value,
                "alarm_actions": [topic_arn],
                "ok_actions": [topic_arn],
            },
        )
