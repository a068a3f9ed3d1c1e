"""What is watched: the cell's dashboard, its alarms, and who hears of them."""

import json
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from ..core.cell import CellArgs
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.iam import document
from ..plan.lake_schema import LakeFormat
from ..plan.objectives import PERIOD_SECONDS, Thresholds
from ..plan.topics import Topic
from .alarms import Alarm, Watched, alarms, dashboard

MAX_BROKERS = 60
"""Brokers of a cluster in KRaft mode (Amazon MSK quotas)."""


class ConsumerArgs(TypedDict):
    """A reader of a topic."""

    group: str
    """Its consumer group."""
    topic: str
    """The topic."""


class DeliveryArgs(TypedDict):
    """A delivery stream of the lake."""

    stream: str
    """Its name."""
    format: LakeFormat
    """What it writes."""


class MonitoringArgs(CellArgs):
    """Arguments of `Monitoring`."""

    stream: str
    """Name of the brokers' cluster."""
    brokers: int
    """How many brokers."""
    database: str
    """Identifier of the database cluster."""
    load_balancer: pulumi.Input[str]
    """Suffix of the load balancer's ARN."""
    cache_nodes: list[str]
    """Names of the cache's nodes."""
    functions: list[str]
    """Names of the functions."""
    sources: list[str]
    """Names of the functions that a topic invokes."""
    tables: list[str]
    """Names of the tables."""
    consumers: list[ConsumerArgs]
    """Readers whose lag is watched."""
    consumer_lag_records: int
    """Where the alarms stand; the next five as `plan.objectives.thresholds` derives them."""
    api_p99_seconds: float
    """Slowest of a hundred calls, in seconds."""
    api_errors: int
    """5xx answers in five minutes."""
    aurora_acu_percent: float
    """Share of the most capacity."""
    replica_lag_ms: float
    """Lag of readers, in milliseconds."""
    cache_cpu_percent: float
    """CPU of a cache node."""
    key_arn: pulumi.Input[str]
    """Key that encrypts notifications."""
    deliveries: NotRequired[list[DeliveryArgs]]
    """Delivery streams of the lake; none by default."""
    vault: NotRequired[str]
    """Vault of backups; none by default."""
    email: NotRequired[str]
    """Who hears of alarms; they confirm once by mail. Nobody by default."""


class Monitoring(Component):
    """A dashboard, the alarms of `plan.alarms`, and one encrypted topic that they ring on."""

    alarm_topic_arn: pulumi.Output[str]
    """Topic that alarms ring on, and are over on."""
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
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        topic = self._topic(args)
        # The load balancer's ARN is known late, so the plan is made with a mark that is replaced in the properties.
        watched = _watched(args)
        for alarm in alarms(watched, _thresholds(args)):
            self._alarm(alarm, topic, args["load_balancer"])
        body = json.dumps(dashboard(watched, args["region"]))
        board = self._child(
            "dashboard",
            aws.cloudwatch.Dashboard,
            {
                "dashboard_name": self._cell["cell"],
                "dashboard_body": pulumi.Output.from_input(args["load_balancer"]).apply(
                    lambda suffix: body.replace(_LOAD_BALANCER, suffix)
                ),
            },
        )
        self.alarm_topic_arn = topic.arn
        self.dashboard_name = board.dashboard_name
        self._finish()

    def _topic(self, args: MonitoringArgs) -> aws.sns.Topic:
        topic = self._child(
            "alarms", aws.sns.Topic, {"name": self._physical("alarms"), "kms_master_key_id": args["key_arn"]}
        )
        account = pulumi.Output.from_input(self._cell["account_id"])
        self._child(
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
                            "Condition": {"StringEquals": {"aws:SourceAccount": account}},
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
        if email := args.get("email"):
            self._child(
                "alarms-email",
                aws.sns.TopicSubscription,
                {"topic": topic.arn, "protocol": "email", "endpoint": email},
            )
        return topic

    def _alarm(self, alarm: Alarm, topic: aws.sns.Topic, load_balancer: pulumi.Input[str]) -> None:
        statistic = "extended_statistic" if alarm.statistic.startswith("p") else "statistic"
        dimensions: dict[str, pulumi.Input[str]] = {
            key: load_balancer if value == _LOAD_BALANCER else value for key, value in alarm.dimensions.items()
        }
        self._child(
            alarm.role,
            aws.cloudwatch.MetricAlarm,
            {
                "name": self._physical(alarm.role, 255),
                "alarm_description": alarm.meaning,
                "namespace": alarm.namespace,
                "metric_name": alarm.metric,
                "dimensions": dimensions,
                statistic: alarm.statistic,
                "period": PERIOD_SECONDS,
                "evaluation_periods": alarm.periods,
                "comparison_operator": "LessThanThreshold" if alarm.below else "GreaterThanThreshold",
                "threshold": alarm.threshold,
                "treat_missing_data": "breaching" if alarm.missing_is_bad else "notBreaching",
                "alarm_actions": [topic.arn],
                "ok_actions": [topic.arn],
            },
        )


_LOAD_BALANCER = "{load-balancer}"


def _watched(args: MonitoringArgs) -> Watched:
    return Watched(
        stream=args["stream"],
        brokers=args["brokers"],
        database=args["database"],
        load_balancer=_LOAD_BALANCER,
        cache_nodes=tuple(args["cache_nodes"]),
        functions=tuple(args["functions"]),
        tables=tuple(args["tables"]),
        consumers=tuple((consumer["group"], Topic(consumer["topic"])) for consumer in args["consumers"]),
        mappings=tuple(args["sources"]),
        deliveries=tuple(
            (delivery["stream"], LakeFormat(delivery["format"])) for delivery in args.get("deliveries", [])
        ),
        vault=args.get("vault", ""),
    )


def _thresholds(args: MonitoringArgs) -> Thresholds:
    return Thresholds(
        consumer_lag_records=args["consumer_lag_records"],
        api_p99_seconds=args["api_p99_seconds"],
        api_errors=args["api_errors"],
        aurora_acu_percent=args["aurora_acu_percent"],
        replica_lag_ms=args["replica_lag_ms"],
        cache_cpu_percent=args["cache_cpu_percent"],
    )


def _check(name: str, args: MonitoringArgs) -> None:
    door = Door("Monitoring", name, args, MonitoringArgs)
    door.cell()
    door.text("stream")
    door.text("database")
    door.whole("brokers", 1, MAX_BROKERS)
    for argument in ("cache_nodes", "functions", "sources", "tables"):
        door.unique(argument, door.items(argument))
    for index, _ in enumerate(door.items("consumers")):
        consumer = door.inside("consumers", ConsumerArgs, index)
        consumer.text("group")
        consumer.choice("topic", Topic)
    for index, _ in enumerate(door.items("deliveries")):
        delivery = door.inside("deliveries", DeliveryArgs, index)
        delivery.text("stream")
        delivery.choice("format", LakeFormat)
    if door.given("vault"):
        door.text("vault")
    for argument in ("consumer_lag_records", "api_errors"):
        door.whole(argument, 1, _MOST)
    for argument in ("api_p99_seconds", "replica_lag_ms"):
        door.number(argument, 0.001, _MOST)
    for argument in ("aurora_acu_percent", "cache_cpu_percent"):
        door.number(argument, 1, 100)
    if door.given("email"):
        door.text("email", fits=lambda text: "@" in text, limit="it must be an address such as ops@example.com")


_MOST = 10**9
"""Past any load: a threshold that large is a slip of the pen."""
