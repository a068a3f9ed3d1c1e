"""Kafka by itself on mocks: what each kind of cluster is told, and what clients of its topics may do."""

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from components import Stream, StreamService
from components.core.changes import Change, changes
from tests.components.recording import ACCOUNT, ANSWERED, Recorder, record
from tests.components.samples import SAMPLES
from tests.components.samples.stream import EXPRESS, GROUP, KEY, SERVERLESS, STANDARD, SUBNETS, TOPIC

SAMPLE = SAMPLES[Stream]
CLUSTER = "aws:msk/cluster:Cluster"
BASE = f"arn:aws:kafka:{ANSWERED}:{ACCOUNT}"


def made(change: dict[str, Any], use: Callable[[Stream], Any] | None = None) -> Recorder:
    """A stream, of Standard brokers unless it says otherwise, and what a program does with it."""
    given = change if "kind" in change else STANDARD | change

    def program() -> Any:
        stream = Stream("part", SAMPLE.args(given))  # pyright: ignore[reportArgumentType] - the tests' dict
        return use(stream) if use else None

    return record(program)


def value(change: dict[str, Any], output: Callable[[Stream], pulumi.Output[Any]]) -> Any:
    """One output of a stream."""
    found: list[Any] = []
    made(change, lambda stream: output(stream).apply(found.append))
    return found[0]


def statements(change: dict[str, Any], policy: Callable[[Stream], pulumi.Output[str]]) -> list[dict[str, Any]]:
    """The statements of a policy that a stream hands out."""
    return json.loads(value(change, policy))["Statement"]


def producing(stream: Stream, topic: str = "t") -> pulumi.Output[str]:
    """What a producer may do."""
    return stream.producer_policy(topic)


def consuming(stream: Stream, topic: str = "t") -> pulumi.Output[str]:
    """What a consumer may do."""
    return stream.consumer_policy(topic, "readers")


def delivering(stream: Stream, topic: str = "t") -> pulumi.Output[str]:
    """What Firehose may do."""
    return stream.firehose_policy(topic)


def cluster(change: dict[str, Any]) -> dict[str, Any]:
    """The inputs of the cluster."""
    return made(change).one(CLUSTER).inputs


def properties(change: dict[str, Any]) -> dict[str, str]:
    """The brokers' settings."""
    text: str = made(change).one("aws:msk/configuration:Configuration").inputs["serverProperties"]
    return dict(line.split("=", 1) for line in text.splitlines())


@pytest.mark.parametrize("change", [{}, EXPRESS], ids=["standard", "express"])
def test_brokers_speak_tls_and_iam_only(change: dict[str, Any]) -> None:
    """No plain text, no other sign-in, no address outside, and volumes under the given key."""
    inputs = cluster(change)
    assert inputs["clientAuthentication"] == {"sasl": {"iam": True, "scram": False}, "unauthenticated": False}
    assert inputs["encryptionInfo"] == {
        "encryptionAtRestKmsKeyArn": KEY,
        "encryptionInTransit": {"clientBroker": "TLS", "inCluster": True},
    }
    assert inputs["brokerNodeGroupInfo"]["connectivityInfo"] == {"publicAccess": {"type": "DISABLED"}}
    assert inputs["kafkaVersion"] == "3.9.x.kraft"
    assert inputs["enhancedMonitoring"] == "PER_TOPIC_PER_BROKER"


def test_serverless_signs_in_with_iam() -> None:
    """Serverless gets no more than its network and its sign-in."""
    stream = made(SERVERLESS)
    inputs = dict(stream.one("aws:msk/serverlessCluster:ServerlessCluster").inputs)
    assert inputs.pop("tags")["data-class"] == "streams"
    assert inputs == {
        "clusterName": "lisbon-stream",
        "clientAuthentication": {"sasl": {"iam": {"enabled": True}}},
        "vpcConfigs": [{"subnetIds": SUBNETS, "securityGroupIds": [GROUP]}],
    }
    assert [item.type for item in stream.registrations if item.type.startswith("aws:")] == [
        "aws:msk/serverlessCluster:ServerlessCluster"
    ]


def test_only_standard_brokers_have_volumes_and_logs() -> None:
    """Express brokers refuse both, Standard ones need both; only Express ones rebalance by themselves."""
    standard, express = cluster({}), cluster(EXPRESS)
    assert standard["brokerNodeGroupInfo"]["storageInfo"] == {"ebsStorageInfo": {"volumeSize": 100.0}}
    assert standard["loggingInfo"]["brokerLogs"] == {
        "cloudwatchLogs": {"enabled": True, "logGroup": "/citycell/lisbon/stream"},
        "s3": {"enabled": False},
        "firehose": {"enabled": False},
    }
    assert (standard["storageMode"], standard.get("rebalancing")) == ("LOCAL", None)
    assert "storageInfo" not in express["brokerNodeGroupInfo"]
    assert {"loggingInfo", "storageMode"} & express.keys() == set()
    assert express["rebalancing"] == {"status": "ACTIVE"}
    assert cluster(EXPRESS | {"rebalancing": False})["rebalancing"] == {"status": "PAUSED"}


def test_logs_go_where_they_are_asked_to() -> None:
    """A bucket or a delivery stream beside CloudWatch, or instead of it, and then there is no log group."""
    logged = {"cloudwatch_logs": False, "log_bucket": "logs", "log_delivery_stream": "to-siem"}
    stream = made({key: value for key, value in STANDARD.items() if key != "log_key_arn"} | logged)
    assert stream.of_type("aws:cloudwatch/logGroup:LogGroup") == []
    assert stream.one(CLUSTER).inputs["loggingInfo"]["brokerLogs"] == {
        "cloudwatchLogs": {"enabled": False},
        "s3": {"enabled": True, "bucket": "logs", "prefix": "stream"},
        "firehose": {"enabled": True, "deliveryStream": "to-siem"},
    }


def test_standard_brokers_are_told_every_promise() -> None:
    """Three replicas, two in sync, Kafka's own topics included; no leader that lost records, no topic by accident."""
    assert properties({}) == {
        "allow.everyone.if.no.acl.found": "false",
        "auto.create.topics.enable": "false",
        "default.replication.factor": "3",
        "delete.topic.enable": "true",
        "min.insync.replicas": "2",
        "offsets.topic.replication.factor": "3",
        "replica.selector.class": "org.apache.kafka.common.replica.RackAwareReplicaSelector",
        "transaction.state.log.min.isr": "2",
        "transaction.state.log.replication.factor": "3",
        "unclean.leader.election.enable": "false",
    }


def test_express_brokers_are_told_what_they_take() -> None:
    """MSK keeps replicas and leaders of Express brokers itself, and refuses a configuration that names them."""
    more = {"broker_properties": {"message.max.bytes": "2000000"}, "nearest_reads": False}
    assert properties(EXPRESS | more) == {
        "allow.everyone.if.no.acl.found": "false",
        "auto.create.topics.enable": "false",
        "delete.topic.enable": "true",
        "message.max.bytes": "2000000",
    }


def test_a_configuration_outlives_a_version_of_kafka() -> None:
    """It names no version, and the cluster follows its latest revision."""
    stream = made({"kafka_version": "4.1.x.kraft"})
    assert "kafkaVersions" not in stream.one("aws:msk/configuration:Configuration").inputs
    assert stream.one(CLUSTER).inputs["kafkaVersion"] == "4.1.x.kraft"
    assert stream.one(CLUSTER).inputs["configurationInfo"]["revision"] == 1


@pytest.mark.parametrize(
    ("change", "configs"),
    [
        ({}, {"cleanup.policy": "delete", "min.insync.replicas": "2", "retention.ms": "3600000"}),
        (
            {"max_message_bytes": 2_000_000, "retention_hours": 24},
            {
                "cleanup.policy": "delete",
                "max.message.bytes": "2000000",
                "min.insync.replicas": "2",
                "retention.ms": "86400000",
            },
        ),
        ({"cleanup": "compact", "retention_hours": None}, {"cleanup.policy": "compact", "min.insync.replicas": "2"}),
        (
            {"retention_hours": 720, "local_retention_hours": 12},
            {
                "cleanup.policy": "delete",
                "local.retention.ms": "43200000",
                "min.insync.replicas": "2",
                "remote.storage.enable": "true",
                "retention.ms": "2592000000",
            },
        ),
    ],
    ids=["plain", "large", "compacted", "tiered"],
)
def test_a_topic_says_what_becomes_of_its_records(change: dict[str, Any], configs: dict[str, str]) -> None:
    """Every topic has three replicas, and the settings that its arguments mean."""
    topic = {key: value for key, value in (TOPIC | change).items() if value is not None}
    stream = made({"tiered_storage": True, "topics": [topic]})
    inputs = stream.one("aws:msk/topic:Topic").inputs
    assert inputs["replicationFactor"] == 3
    assert json.loads(inputs["configs"]) == configs
    assert stream.one(CLUSTER).inputs["storageMode"] == "TIERED"


def test_express_topics_are_not_told_of_replicas_in_sync() -> None:
    """Two replicas in sync are fixed there, and a topic that says so is refused."""
    configs: str = made(EXPRESS).one("aws:msk/topic:Topic").inputs["configs"]
    assert json.loads(configs) == {"cleanup.policy": "delete", "retention.ms": "3600000"}


def test_volumes_grow_by_themselves_when_asked() -> None:
    """Application Auto Scaling grows every broker's volume up to the limit, and never asks it to shrink."""
    stream = made({"storage_gib": 200, "max_storage_gib": 1000, "storage_target_percent": 55})
    target = stream.one("aws:appautoscaling/target:Target").inputs
    assert (target["minCapacity"], target["maxCapacity"]) == (1, 1000)
    policy = stream.one("aws:appautoscaling/policy:Policy").inputs
    for inputs in (target, policy):
        assert inputs["resourceId"] == f"{BASE}:cluster/lisbon-stream/11-22"
        assert inputs["scalableDimension"] == "kafka:broker-storage:VolumeSize"
    assert policy["targetTrackingScalingPolicyConfiguration"] == {
        "predefinedMetricSpecification": {"predefinedMetricType": "KafkaBrokerStorageUtilization"},
        "targetValue": 55,
        "disableScaleIn": True,
    }
    assert made({}).of_type("aws:appautoscaling/target:Target") == []


def test_throughput_of_volumes_can_be_bought() -> None:
    """The larger types take a provisioned throughput."""
    inputs = cluster({"broker_type": "kafka.m5.4xlarge", "storage_mibps": 500})
    assert inputs["brokerNodeGroupInfo"]["storageInfo"]["ebsStorageInfo"] == {
        "volumeSize": 100,
        "provisionedThroughput": {"enabled": True, "volumeThroughput": 500},
    }


def test_named_services_may_connect_and_nobody_else() -> None:
    """The cluster's policy grants each named service what AWS documents for it; brokers take private connections."""
    stream = made({"private_connectivity": True, "services": ["firehose", "replicator"]})
    arn = f"{BASE}:cluster/lisbon-stream/11-22"
    policy: str = stream.one("aws:msk/clusterPolicy:ClusterPolicy").inputs["policy"]
    assert json.loads(policy)["Statement"] == [
        {
            "Sid": "Firehose",
            "Effect": "Allow",
            "Principal": {"Service": "firehose.amazonaws.com"},
            "Action": ["kafka:CreateVpcConnection"],
            "Resource": arn,
        },
        {
            "Sid": "Replicator",
            "Effect": "Allow",
            "Principal": {"Service": "kafka.amazonaws.com"},
            "Action": ["kafka:CreateVpcConnection", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
            "Resource": arn,
        },
    ]
    assert stream.one(CLUSTER).inputs["brokerNodeGroupInfo"]["connectivityInfo"]["vpcConnectivity"] == {
        "clientAuthentication": {"sasl": {"iam": True, "scram": False}}
    }
    assert made({}).of_type("aws:msk/clusterPolicy:ClusterPolicy") == []


@pytest.mark.parametrize(
    ("policy", "granted"),
    [
        (
            producing,
            {
                "cluster/lisbon-stream/11-22": {"kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"},
                "topic/lisbon-stream/11-22/t": {"kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"},
            },
        ),
        (
            consuming,
            {
                "cluster/lisbon-stream/11-22": {"kafka-cluster:Connect"},
                "topic/lisbon-stream/11-22/t": {"kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"},
                "group/lisbon-stream/11-22/readers": {"kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"},
            },
        ),
        (
            delivering,
            {
                "cluster/lisbon-stream/11-22": {
                    "kafka-cluster:Connect",
                    "kafka:DescribeCluster",
                    "kafka:DescribeClusterV2",
                },
                "topic/lisbon-stream/11-22/t": {
                    "kafka-cluster:DescribeTopic",
                    "kafka-cluster:DescribeTopicDynamicConfiguration",
                    "kafka-cluster:ReadData",
                },
                "group/lisbon-stream/11-22/*": {"kafka-cluster:DescribeGroup"},
                "*": {"kafka:GetBootstrapBrokers"},
            },
        ),
    ],
    ids=["producer", "consumer", "firehose"],
)
def test_a_policy_grants_one_topic(
    policy: Callable[[Stream], pulumi.Output[str]], granted: dict[str, set[str]]
) -> None:
    """Exact actions on the cluster, on one topic and on one group; Firehose names its groups itself."""
    found: dict[str, set[str]] = {}
    for statement in statements({}, policy):
        resources = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
        for resource in resources:
            found.setdefault(resource.removeprefix(f"{BASE}:"), set()).update(statement["Action"])
    assert found == granted


def test_serverless_topics_have_policies_too() -> None:
    """ARNs of topics follow from the cluster's there as well, though programs make the topics."""
    (_, produce) = statements(SERVERLESS, lambda stream: stream.producer_policy("anything"))
    assert produce["Resource"] == [f"{BASE}:topic/lisbon-stream/33-44-s1/anything"]
    assert value(SERVERLESS, lambda stream: stream.topic_name("anything")) == "anything"


@pytest.mark.parametrize("use", [Stream.topic_name, producing, consuming, delivering])
def test_rights_on_a_topic_that_is_not_there_are_refused(use: Callable[[Stream, str], Any]) -> None:
    """A misspelt topic is an error that lists the topics, not a right that never matches."""
    with pytest.raises(
        pulumi.RunError, match=r"^Stream 'part': topic is 'orders', but the stream has no such topic; choose from: t$"
    ):
        made({}, lambda stream: use(stream, "orders"))


@pytest.mark.parametrize(
    ("change", "outputs"),
    [
        ({}, ("standard", False, ["t"], 1, "b-1.example:9098,b-2.example:9098,b-3.example:9098")),
        (EXPRESS | {"private_connectivity": True}, ("express", True, ["t"], 1, "b-1.example:9098,b-2.example:9098,")),
        (SERVERLESS, ("serverless", True, [], None, "boot-1.kafka-serverless.example:9098")),
    ],
    ids=["standard", "express", "serverless"],
)
def test_every_kind_has_the_same_outputs(change: dict[str, Any], outputs: tuple[Any, ...]) -> None:
    """Whoever uses a stream need not know its kind; what a kind does not have is None."""
    kind, private, topics, revision, servers = outputs
    found: dict[str, Any] = {}

    def use(stream: Stream) -> pulumi.Output[Any]:
        found.update(kind=stream.kind, private=stream.private_connectivity, topics=stream.topic_names)
        return pulumi.Output.all(
            servers=stream.bootstrap_servers, revision=stream.configuration_revision, arn=stream.configuration_arn
        ).apply(found.update)

    made(change, use)
    assert (kind, private, topics) == (found["kind"], found["private"], found["topics"])
    assert found["servers"].startswith(servers)
    assert found["revision"] == revision
    assert bool(found["arn"]) == bool(revision)


def at(inputs: Any, path: str) -> Any:
    """What stands at a path of a resource's inputs; nothing where it does not lead."""
    for key in path.split("."):
        inputs = inputs.get(key) if isinstance(inputs, dict) else None
    return inputs


@pytest.mark.parametrize(
    "change", [change for change in changes() if change.component == "Stream"], ids=lambda change: change.argument
)
def test_an_argument_reaches_what_the_table_of_changes_says(change: Change) -> None:
    """The input that the table names is another one after the argument's change, or comes from a changed resource."""
    edit = SAMPLE.changes[change.argument]
    name = f"part-{change.child.replace('<name>', TOPIC['name'])}"
    before, after = (made(dict(args)) for args in (edit.before, edit.after))
    if change.path == "configurationInfo.revision":  # a new one for changed settings, which mocks do not count
        token, path = "aws:msk/configuration:Configuration", "serverProperties"
        assert at(before.one(token).inputs, path) != at(after.one(token).inputs, path)
        return
    assert at(before.one(change.type.token, name).inputs, change.path) != at(
        after.one(change.type.token, name).inputs, change.path
    )


@pytest.mark.parametrize(
    ("change", "waited_for"),
    [({"private_connectivity": True, "services": [StreamService.FIREHOSE]}, "ClusterPolicy"), ({}, "Cluster")],
)
def test_what_delivers_waits_for_the_policy(change: dict[str, Any], waited_for: str) -> None:
    """The ARN for delivery streams is the policy's, so that they come after it; without one it is the cluster's."""
    found: list[str] = []

    async def note(stream: Stream) -> None:
        found.extend(type(resource).__name__ for resource in await stream.connectable_cluster_arn.resources())

    made(change, note)
    assert found == [waited_for]
