"""Kafka: cluster, configuration, topics, cluster policy."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape, first


def _cluster(made: Made) -> Mapping[str, Any]:
    name, cluster = made.get("clusterName"), f"{made.uuid()}-{made.number(1, 20, 'suffix')}"
    arn = made.arn("kafka", f"cluster/{name}/{cluster}")
    domain = f"{name}.{made.text(6, salt='dns')}.c{made.number(2, 9, 'zone')}.kafka.{made.account.region}.amazonaws.com"

    def brokers(port: int) -> str:
        # MSK lists at most three brokers, whatever the number of brokers: AWS documents GetBootstrapBrokers so.
        count = min(int(made.get("numberOfBrokerNodes")), 3)
        return ",".join(f"b-{number}.{domain}:{port}" for number in range(1, count + 1))

    sasl = first(made.get("clientAuthentication"), "sasl")
    transit = first(first(made.get("encryptionInfo"), "encryptionInTransit"), "clientBroker", "TLS")
    return {
        "id": arn,
        "arn": arn,
        "clusterUuid": cluster,
        "currentVersion": f"K{made.text(13, salt=f'version/{made.inputs}').upper()}",
        "bootstrapBrokers": brokers(9092) if "PLAINTEXT" in transit else "",
        "bootstrapBrokersTls": brokers(9094) if "TLS" in transit else "",
        "bootstrapBrokersSaslIam": brokers(9098) if first(sasl, "iam") else "",
        "bootstrapBrokersSaslScram": brokers(9096) if first(sasl, "scram") else "",
        "bootstrapBrokersVpcConnectivitySaslIam": brokers(14001) if _private(made) else "",
        "storageMode": made.get("storageMode", "LOCAL"),
    }


def _private(made: Made) -> bool:
    connectivity = first(made.get("brokerNodeGroupInfo"), "connectivityInfo")
    private = first(first(connectivity, "vpcConnectivity"), "clientAuthentication")
    return bool(first(first(private, "sasl"), "iam"))


def _serverless(made: Made) -> Mapping[str, Any]:
    name, cluster = made.get("clusterName"), f"{made.uuid()}-s{made.number(1, 9, 'suffix')}"
    arn = made.arn("kafka", f"cluster/{name}/{cluster}")
    host = f"boot-{made.text(8, salt='dns')}.c{made.number(2, 3, 'zone')}.kafka-serverless.{made.account.region}"
    return {
        "id": arn,
        "arn": arn,
        "clusterUuid": cluster,
        "bootstrapBrokersSaslIam": f"{host}.amazonaws.com:9098",
    }


def _configuration(made: Made) -> Mapping[str, Any]:
    arn = made.arn("kafka", f"configuration/{made.get('name')}/{made.uuid()}-{made.number(1, 20, 'suffix')}")
    return {"id": arn, "arn": arn, "latestRevision": made.raised("latestRevision")}


def _topic(made: Made) -> Mapping[str, Any]:
    cluster, name = f"{made.get('clusterArn')}", made.get("name")
    arn = f"{cluster.replace(':cluster/', ':topic/')}/{name}"
    return {"id": f"{cluster},{name}", "arn": arn, "configsActual": made.get("configs", "{}")}


def _cluster_policy(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("clusterArn"), "currentVersion": f"K{made.text(13).upper()}"}


SHAPES = (
    Shape(
        "aws:msk/cluster:Cluster",
        _cluster,
        published="AWS::MSK::Cluster",
        named="clusterName",
        longest_name=64,
        replaces=stateful("aws:msk/cluster:Cluster"),
        defaults={"enhancedMonitoring": "DEFAULT"},
    ),
    Shape(
        "aws:msk/serverlessCluster:ServerlessCluster",
        _serverless,
        published="AWS::MSK::ServerlessCluster",
        named="clusterName",
        longest_name=64,
        replaces=stateful("aws:msk/serverlessCluster:ServerlessCluster"),
    ),
    Shape(
        "aws:msk/configuration:Configuration",
        _configuration,
        published="AWS::MSK::Configuration",
        named="name",
        replaces=("kafkaVersions",),
    ),
    Shape(
        "aws:msk/topic:Topic",
        _topic,
        published="AWS::MSK::Topic",
        named="name",
        replaces=stateful("aws:msk/topic:Topic"),
    ),
    Shape(
        "aws:msk/clusterPolicy:ClusterPolicy",
        _cluster_policy,
        published="AWS::MSK::ClusterPolicy",
        replaces=("clusterArn",),
    ),
)
