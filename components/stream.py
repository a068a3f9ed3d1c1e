"""Kafka: the cell's brokers, their settings, and its topics."""

import json
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .iam import consumer_statements, document, producer_statements

KAFKA_VERSION = "3.9.x.kraft"
"""The newest line of 3.x, without ZooKeeper; local brokers may be newer, but nothing newer than this is used."""

REPLICAS = 3
MIN_IN_SYNC = 2
"""With acknowledgement by all, a record survives the loss of any zone, and writing goes on with one zone down."""

_ZONES = 3
LOG_DAYS = 90


class TopicArgs(TypedDict):
    """One topic."""

    name: str
    """Its name in Kafka."""
    partitions: int
    """How many partitions; may grow, but growing moves keys."""
    retention_hours: int
    """How long records stay."""


class StreamArgs(CellArgs):
    """Arguments of `Stream`."""

    subnet_ids: pulumi.Input[list[str]]
    """One subnet in each of three zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the brokers."""
    key_arn: pulumi.Input[str]
    """Key that encrypts the brokers' volumes."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the brokers' logs."""
    topics: list[TopicArgs]
    """The topics."""
    broker_type: str
    """Instance type of a broker, such as `kafka.m7g.large`."""
    brokers: NotRequired[int]
    """How many, a multiple of three; three by default."""
    storage_gib: NotRequired[int]
    """Volume of each broker; 100 GiB by default."""


class Stream(Component):
    """Amazon MSK, standard brokers in KRaft mode, with the cell's topics as resources.

    TLS and IAM sign-in only; every topic has three replicas of which two must acknowledge; brokers create no topic by
    themselves and elect no leader that lost records. Standard brokers, since Express ones have no broker logs.
    """

    cluster_arn: pulumi.Output[str]
    """The cluster."""
    bootstrap_servers: pulumi.Output[str]
    """Where clients with IAM sign-in connect."""
    cluster_name: pulumi.Output[str]
    """The cluster's name, the dimension of its metrics."""
    topic_names: list[str]
    """Names of the topics."""

    def __init__(
        self,
        name: str,
        args: StreamArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        cluster = self._cluster(args)
        self._topics = {topic["name"]: self._topic(cluster, topic) for topic in args["topics"]}
        self.cluster_arn = cluster.arn
        self.bootstrap_servers = cluster.bootstrap_brokers_sasl_iam
        self.cluster_name = cluster.cluster_name
        self.topic_names = [topic["name"] for topic in args["topics"]]
        self._finish()

    def topic_name(self, topic: str) -> pulumi.Output[str]:
        """A topic's name, known once the topic stands: what reads it comes after it."""
        return self._topics[topic].name

    def producer_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write one topic."""
        return document(producer_statements(self.cluster_arn, [topic]))

    def consumer_policy(self, topic: str, group: str) -> pulumi.Output[str]:
        """A policy document that lets its holder read one topic in one consumer group."""
        return document(consumer_statements(self.cluster_arn, [topic], group))

    def _configuration(self) -> aws.msk.Configuration:
        properties = {
            "auto.create.topics.enable": "false",
            "default.replication.factor": REPLICAS,
            "min.insync.replicas": MIN_IN_SYNC,
            "unclean.leader.election.enable": "false",
            "allow.everyone.if.no.acl.found": "false",
            "num.partitions": _ZONES,
        }
        return self._child(
            "configuration",
            aws.msk.Configuration,
            {
                "name": self._physical("stream"),
                "kafka_versions": [KAFKA_VERSION],
                "server_properties": "".join(f"{key}={value}\n" for key, value in properties.items()),
            },
        )

    def _cluster(self, args: StreamArgs) -> aws.msk.Cluster:
        configuration = self._configuration()
        logs = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/stream",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        return self._child(
            "cluster",
            aws.msk.Cluster,
            {
                "cluster_name": self._physical("stream"),
                "kafka_version": KAFKA_VERSION,
                "number_of_broker_nodes": args.get("brokers", _ZONES),
                "broker_node_group_info": {
                    "instance_type": args["broker_type"],
                    "client_subnets": args["subnet_ids"],
                    "security_groups": [args["security_group_id"]],
                    "storage_info": {"ebs_storage_info": {"volume_size": args.get("storage_gib", 100)}},
                    "connectivity_info": {"public_access": {"type": "DISABLED"}},
                },
                "configuration_info": {"arn": configuration.arn, "revision": configuration.latest_revision},
                "client_authentication": {
                    "sasl": {"iam": True, "scram": False},
                    "unauthenticated": False,
                },
                "encryption_info": {
                    "encryption_at_rest_kms_key_arn": args["key_arn"],
                    "encryption_in_transit": {"client_broker": "TLS", "in_cluster": True},
                },
                "enhanced_monitoring": "PER_TOPIC_PER_BROKER",
                "open_monitoring": {
                    "prometheus": {
                        "jmx_exporter": {"enabled_in_broker": True},
                        "node_exporter": {"enabled_in_broker": True},
                    }
                },
                "logging_info": {
                    "broker_logs": {"cloudwatch_logs": {"enabled": True, "log_group": logs.name}},
                },
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )

    def _topic(self, cluster: aws.msk.Cluster, topic: TopicArgs) -> aws.msk.Topic:
        configs = {
            "cleanup.policy": "delete",
            "min.insync.replicas": str(MIN_IN_SYNC),
            "retention.ms": str(topic["retention_hours"] * 3_600_000),
        }
        return self._child(
            f"topic-{topic['name']}",
            aws.msk.Topic,
            {
                "cluster_arn": cluster.arn,
                "name": topic["name"],
                "partition_count": topic["partitions"],
                "replication_factor": REPLICAS,
                "configs": json.dumps(configs, sort_keys=True),
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )


def _check(name: str, args: StreamArgs) -> None:
    brokers = args.get("brokers", _ZONES)
    if brokers < _ZONES or brokers % _ZONES:
        raise refuse("Stream", name, "brokers", brokers, "it must be a multiple of 3, the same number in each zone")
    if not args["broker_type"].startswith("kafka."):
        limit = "it must be a standard broker's type, such as kafka.m7g.large"
        raise refuse("Stream", name, "broker_type", args["broker_type"], limit)
    if not args["topics"]:
        raise refuse("Stream", name, "topics", args["topics"], "a stream has at least one topic")
    for topic in args["topics"]:
        if topic["partitions"] < 1:
            raise refuse("Stream", name, f"partitions of {topic['name']}", topic["partitions"], "1 is the least")
