"""Kafka: the cell's brokers with their settings, its topics, and policies for clients of a topic."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import allow, consumer_statements, document, firehose_statements, producer_statements
from . import props
from .args import MonitoringLevel, StreamArgs, StreamService
from .config import BrokersConfig, StreamConfig, TopicConfig, resolve
from .limits import REPLICAS, StreamKind

SERVICES = {
    StreamService.FIREHOSE: ("firehose.amazonaws.com", ["kafka:CreateVpcConnection"]),
    StreamService.REPLICATOR: (
        "kafka.amazonaws.com",
        ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
    ),
}
"""Principal and actions of each service in the cluster's policy, as AWS documents them (Firehose developer guide,
"Grant Firehose access to your private Amazon MSK cluster"; MSK developer guide, "Prepare the Amazon MSK source
cluster"). Neither page has a condition on the source, and neither service is documented to send one: a condition could
shut it out. What is granted is a connection only; reading takes a role of this account that may read a topic."""

_VOLUME_SIZE = "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.volumeSize"


class Stream(Component):
    """Amazon MSK in KRaft mode over three zones, with the cell's topics as resources.

    Standard brokers by default, Express brokers or Serverless on demand. TLS and IAM sign-in only; every topic has
    three replicas of which two must acknowledge; brokers create no topic by themselves and elect no leader that lost
    records.
    """

    cluster_arn: pulumi.Output[str]
    """The cluster."""
    connectable_cluster_arn: pulumi.Output[str]
    """The cluster, known only after its policy exists: for delivery streams, which test their connection when they are
    created. The same as `cluster_arn` without `services`."""
    bootstrap_servers: pulumi.Output[str]
    """Where clients with IAM sign-in connect."""
    private_bootstrap_servers: pulumi.Output[str] | None
    """Where clients of other VPCs connect through their private connection; empty while it is off, and None for
    Serverless."""
    cluster_name: pulumi.Output[str]
    """The cluster's name, the dimension of its metrics."""
    configuration_arn: pulumi.Output[str] | None
    """The brokers' settings; None for Serverless, where AWS keeps them."""
    configuration_revision: pulumi.Output[int] | None
    """The revision of those settings that brokers run with; None for Serverless."""
    topic_names: list[str]
    """Names of the topics; none for Serverless, where programs make them."""
    broker_count: int | None
    """Number of brokers; None for Serverless."""
    kind: StreamKind
    """How MSK runs Kafka."""
    monitoring: MonitoringLevel | None
    """Which metrics the brokers publish; None for Serverless."""
    private_connectivity: bool
    """Whether other VPCs, AWS services' among them, can connect."""

    def __init__(
        self,
        name: str,
        args: StreamArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self.kind = config.kind
        self.broker_count = config.brokers.count if config.brokers else None
        self.monitoring = config.brokers.monitoring if config.brokers else None
        self.private_connectivity = config.private_connectivity
        self._topics: dict[str, aws.msk.Topic] = {}
        if config.brokers is None:
            self._make_serverless(config)
        else:
            self._make_provisioned(config, config.brokers)
        self.topic_names = list(self._topics)
        self.connectable_cluster_arn = self._make_policy(config.services)
        self._finish()

    def topic_name(self, topic: str) -> pulumi.Output[str]:
        """A topic's name, known only after the topic exists, so that what reads it is made later.

        Raises:
            ArgumentError: the stream has no such topic.
        """
        self._check_topic(topic)
        resource = self._topics.get(topic)
        return resource.name if resource else pulumi.Output.from_input(topic)

    def producer_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write one topic."""
        self._check_topic(topic)
        return document(producer_statements(self.cluster_arn, [topic]))

    def consumer_policy(self, topic: str, group: str) -> pulumi.Output[str]:
        """A policy document that lets its holder read one topic in one consumer group."""
        self._check_topic(topic)
        return document(consumer_statements(self.cluster_arn, [topic], group))

    def firehose_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets a role of Data Firehose read one topic; `services` must name Firehose."""
        self._check_topic(topic)
        return document(firehose_statements(self.cluster_arn, topic))

    def _check_topic(self, topic: str) -> None:
        """A permission on a topic that the stream does not have would grant nothing, silently."""
        if self.kind is not StreamKind.SERVERLESS and topic not in self._topics:
            raise self._error("topic", topic, "the stream has no such topic", list(self._topics))

    def _make_serverless(self, config: StreamConfig) -> None:
        cluster = self._child(
            "cluster",
            aws.msk.ServerlessCluster,
            {
                "cluster_name": self._physical("stream"),
                "client_authentication": {"sasl": {"iam": {"enabled": True}}},
                "vpc_configs": [
                    {"subnet_ids": config.subnet_ids, "security_group_ids": [config.security_group_id]},
                ],
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )
        self.cluster_arn = cluster.arn
        self.cluster_name = cluster.cluster_name
        self.bootstrap_servers = cluster.bootstrap_brokers_sasl_iam
        self.private_bootstrap_servers = None
        self.configuration_arn = None
        self.configuration_revision = None

    def _make_provisioned(self, config: StreamConfig, brokers: BrokersConfig) -> None:
        configuration = self._make_configuration(config, brokers)
        cluster = self._make_cluster(config, brokers, configuration)
        self._topics = {topic.name: self._make_topic(config, cluster, topic) for topic in config.topics}
        if brokers.max_storage_gib is not None:
            self._make_storage_scaling(brokers, cluster)
        self.cluster_arn = cluster.arn
        self.cluster_name = cluster.cluster_name
        self.bootstrap_servers = cluster.bootstrap_brokers_sasl_iam
        self.private_bootstrap_servers = cluster.bootstrap_brokers_vpc_connectivity_sasl_iam
        self.configuration_arn = configuration.arn
        self.configuration_revision = configuration.latest_revision

    def _make_configuration(self, config: StreamConfig, brokers: BrokersConfig) -> aws.msk.Configuration:
        """The brokers' settings, for every version of Kafka.

        With versions named, an upgrade would replace the configuration, and the name of the new one would be taken.
        """
        return self._child(
            "configuration",
            aws.msk.Configuration,
            {"name": self._physical("stream"), "server_properties": props.server_properties(config, brokers)},
        )

    def _make_cluster(
        self, config: StreamConfig, brokers: BrokersConfig, configuration: aws.msk.Configuration
    ) -> aws.msk.Cluster:
        # Volumes that grow by themselves become larger than the program says, and MSK cannot shrink them.
        grown = [] if brokers.max_storage_gib is None else [_VOLUME_SIZE]
        return self._child(
            "cluster",
            aws.msk.Cluster,
            {
                "cluster_name": self._physical("stream"),
                "kafka_version": brokers.kafka_version,
                "number_of_broker_nodes": brokers.count,
                "broker_node_group_info": props.broker_group(config, brokers),
                "configuration_info": {"arn": configuration.arn, "revision": configuration.latest_revision},
                "client_authentication": {
                    "sasl": {"iam": True, "scram": False},
                    "unauthenticated": False,
                },
                "encryption_info": {
                    "encryption_at_rest_kms_key_arn": brokers.key_arn,
                    "encryption_in_transit": {"client_broker": "TLS", "in_cluster": True},
                },
                **props.monitoring(brokers),
                **props.kind_props(brokers, self._make_broker_log_group(brokers)),
            },
            self._stateful(ignore_changes=grown),
            data_class=DataClass.STREAMS,
        )

    def _make_broker_log_group(self, brokers: BrokersConfig) -> pulumi.Output[str] | None:
        """The brokers' log group, when they log to CloudWatch."""
        logs = brokers.logs
        if logs is None or not logs.cloudwatch:
            return None
        return self._make_log_group("stream", logs.retention_days, logs.key_arn).name

    def _make_topic(self, config: StreamConfig, cluster: aws.msk.Cluster, topic: TopicConfig) -> aws.msk.Topic:
        return self._child(
            f"topic-{topic.name}",
            aws.msk.Topic,
            {
                "cluster_arn": cluster.arn,
                "name": topic.name,
                "partition_count": topic.partitions,
                "replication_factor": REPLICAS,
                "configs": props.topic_configs(topic, config.capabilities),
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )

    def _make_storage_scaling(self, brokers: BrokersConfig, cluster: aws.msk.Cluster) -> None:
        """Volumes that grow by themselves (Amazon MSK developer guide, "Automatic scaling for Amazon MSK clusters")."""
        target = self._child(
            "storage-target",
            aws.appautoscaling.Target,
            {
                "service_namespace": "kafka",
                "scalable_dimension": "kafka:broker-storage:VolumeSize",
                "resource_id": cluster.arn,
                "min_capacity": 1,
                "max_capacity": brokers.max_storage_gib,
            },
        )
        self._child(
            "storage-policy",
            aws.appautoscaling.Policy,
            {
                "name": self._physical("stream-storage"),
                "policy_type": "TargetTrackingScaling",
                "service_namespace": target.service_namespace,
                "scalable_dimension": target.scalable_dimension,
                "resource_id": target.resource_id,
                "target_tracking_scaling_policy_configuration": {
                    "predefined_metric_specification": {"predefined_metric_type": "KafkaBrokerStorageUtilization"},
                    "target_value": brokers.storage_target_percent,
                    "disable_scale_in": True,
                },
            },
        )

    def _make_policy(self, services: Sequence[StreamService]) -> pulumi.Output[str]:
        """The cluster's one policy, which names these services and no other principal; answers with the cluster."""
        if not services:
            return self.cluster_arn
        statements = [
            allow(service.name.capitalize(), actions, self.cluster_arn) | {"Principal": {"Service": principal}}
            for service in services
            for principal, actions in (SERVICES[service],)
        ]
        policy = self._child(
            "cluster-policy",
            aws.msk.ClusterPolicy,
            {"cluster_arn": self.cluster_arn, "policy": document(statements)},
        )
        return policy.cluster_arn
