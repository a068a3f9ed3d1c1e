"""Kafka: the cell's brokers, their settings, its topics, and what clients of a topic may do."""

import pulumi
import pulumi_aws as aws

from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import allow, consumer_statements, document, firehose_statements, producer_statements
from . import props as settings
from .args import StreamArgs, StreamService, TopicArgs
from .config import ZONES, check
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
    """The cluster, known once its policy stands: for delivery streams, which try their connection when they are made.
    The same as `cluster_arn` without `services`."""
    bootstrap_servers: pulumi.Output[str]
    """Where clients with IAM sign-in connect."""
    private_bootstrap_servers: pulumi.Output[str]
    """Where clients of other VPCs connect through their private connection; empty where it is off or Serverless."""
    cluster_name: pulumi.Output[str]
    """The cluster's name, the dimension of its metrics."""
    configuration_arn: pulumi.Output[str]
    """The brokers' settings; empty for Serverless, where they are AWS's."""
    configuration_revision: pulumi.Output[int]
    """The revision of those settings that brokers run with; 0 for Serverless."""
    topic_names: list[str]
    """Names of the topics; none for Serverless, where programs make them."""
    kind: StreamKind
    """How MSK runs Kafka."""
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
        check(name, args)
        super().__init__(name, args, opts, transforms)
        self._topics: dict[str, aws.msk.Topic] = {}
        self.kind = settings.capabilities(args).kind
        if self.kind is StreamKind.SERVERLESS:
            self._make_serverless(args)
        else:
            self._make_provisioned(args)
        self.topic_names = list(self._topics)
        services = [StreamService(service) for service in args.get("services", [])]
        self.connectable_cluster_arn = self._make_policy(services).cluster_arn if services else self.cluster_arn
        self._finish()

    def topic_name(self, topic: str) -> pulumi.Output[str]:
        """A topic's name, known once the topic stands: what reads it comes after it."""
        self._expect(topic)
        made = self._topics.get(topic)
        return made.name if made else pulumi.Output.from_input(topic)

    def producer_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write one topic."""
        self._expect(topic)
        return document(producer_statements(self.cluster_arn, [topic]))

    def consumer_policy(self, topic: str, group: str) -> pulumi.Output[str]:
        """A policy document that lets its holder read one topic in one consumer group."""
        self._expect(topic)
        return document(consumer_statements(self.cluster_arn, [topic], group))

    def firehose_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets a role of Data Firehose read one topic; `services` must name Firehose."""
        self._expect(topic)
        return document(firehose_statements(self.cluster_arn, topic))

    def _expect(self, topic: str) -> None:
        """Refuse a topic that the stream does not have: a right on it would grant nothing, silently."""
        if self.kind is not StreamKind.SERVERLESS and topic not in self._topics:
            choices = ", ".join(self._topics)
            raise pulumi.RunError(
                f"Stream {self._component_name!r}: there is no topic {topic!r}; choose from: {choices}"
            )

    def _make_serverless(self, args: StreamArgs) -> None:
        cluster = self._child(
            "cluster",
            aws.msk.ServerlessCluster,
            {
                "cluster_name": self._physical("stream"),
                "client_authentication": {"sasl": {"iam": {"enabled": True}}},
                "vpc_configs": [
                    {"subnet_ids": args["subnet_ids"], "security_group_ids": [args["security_group_id"]]},
                ],
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )
        self.cluster_arn = cluster.arn
        self.cluster_name = cluster.cluster_name
        self.bootstrap_servers = cluster.bootstrap_brokers_sasl_iam
        self.private_bootstrap_servers = pulumi.Output.from_input("")
        self.configuration_arn = pulumi.Output.from_input("")
        self.configuration_revision = pulumi.Output.from_input(0)
        self.private_connectivity = True

    def _make_provisioned(self, args: StreamArgs) -> None:
        configuration = self._make_configuration(args)
        cluster = self._make_cluster(args, configuration)
        self._topics = {topic["name"]: self._make_topic(args, cluster, topic) for topic in args.get("topics", [])}
        if settings.given(args, "max_storage_gib"):
            self._make_storage_scaling(args, cluster)
        self.cluster_arn = cluster.arn
        self.cluster_name = cluster.cluster_name
        self.bootstrap_servers = cluster.bootstrap_brokers_sasl_iam
        self.private_bootstrap_servers = cluster.bootstrap_brokers_vpc_connectivity_sasl_iam
        self.configuration_arn = configuration.arn
        self.configuration_revision = configuration.latest_revision
        self.private_connectivity = args.get("private_connectivity", False)

    def _make_configuration(self, args: StreamArgs) -> aws.msk.Configuration:
        """The brokers' settings, for whatever version of Kafka.

        With versions named, an upgrade would make another configuration, and its name would be taken.
        """
        return self._child(
            "configuration",
            aws.msk.Configuration,
            {"name": self._physical("stream"), "server_properties": settings.server_properties(args)},
        )

    def _make_cluster(self, args: StreamArgs, configuration: aws.msk.Configuration) -> aws.msk.Cluster:
        # Volumes that grow by themselves are larger than the program says, and MSK cannot shrink them.
        grown = [_VOLUME_SIZE] if settings.given(args, "max_storage_gib") else []
        return self._child(
            "cluster",
            aws.msk.Cluster,
            {
                "cluster_name": self._physical("stream"),
                "kafka_version": args.get("kafka_version", settings.capabilities(args).default_version),
                "number_of_broker_nodes": args.get("brokers", ZONES),
                "broker_node_group_info": settings.broker_group(args),
                "configuration_info": {"arn": configuration.arn, "revision": configuration.latest_revision},
                "client_authentication": {
                    "sasl": {"iam": True, "scram": False},
                    "unauthenticated": False,
                },
                "encryption_info": {
                    "encryption_at_rest_kms_key_arn": args.get("key_arn"),
                    "encryption_in_transit": {"client_broker": "TLS", "in_cluster": True},
                },
                **settings.monitoring(args),
                **settings.of_kind(args, self._make_log_group(args)),
            },
            self._stateful(ignore_changes=grown),
            data_class=DataClass.STREAMS,
        )

    def _make_log_group(self, args: StreamArgs) -> pulumi.Output[str] | None:
        """The brokers' log group, when they log to CloudWatch."""
        if self.kind is not StreamKind.STANDARD or not args.get("cloudwatch_logs", True):
            return None
        return self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/stream",
                "retention_in_days": args.get("log_retention_days", 90),
                "kms_key_id": args.get("log_key_arn"),
            },
            data_class=DataClass.LOGS,
        ).name

    def _make_topic(self, args: StreamArgs, cluster: aws.msk.Cluster, topic: TopicArgs) -> aws.msk.Topic:
        return self._child(
            f"topic-{topic['name']}",
            aws.msk.Topic,
            {
                "cluster_arn": cluster.arn,
                "name": topic["name"],
                "partition_count": topic["partitions"],
                "replication_factor": REPLICAS,
                "configs": settings.topic_configs(topic, settings.capabilities(args)),
            },
            self._stateful(),
            data_class=DataClass.STREAMS,
        )

    def _make_storage_scaling(self, args: StreamArgs, cluster: aws.msk.Cluster) -> None:
        """Volumes that grow by themselves (Amazon MSK developer guide, "Automatic scaling for Amazon MSK clusters")."""
        target = self._child(
            "storage-target",
            aws.appautoscaling.Target,
            {
                "service_namespace": "kafka",
                "scalable_dimension": "kafka:broker-storage:VolumeSize",
                "resource_id": cluster.arn,
                "min_capacity": 1,
                "max_capacity": args.get("max_storage_gib"),
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
                    "target_value": args.get("storage_target_percent", 60),
                    "disable_scale_in": True,
                },
            },
        )

    def _make_policy(self, services: list[StreamService]) -> aws.msk.ClusterPolicy:
        """The cluster's one policy: the named services and nobody else."""
        statements = [
            allow(service.name.capitalize(), actions, self.cluster_arn) | {"Principal": {"Service": principal}}
            for service in services
            for principal, actions in (SERVICES[service],)
        ]
        return self._child(
            "cluster-policy",
            aws.msk.ClusterPolicy,
            {"cluster_arn": self.cluster_arn, "policy": document(statements)},
        )
