"""MSK: clusters, configurations, topics and cluster policies."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType, nested


def _cluster(context: ResourceContext) -> Mapping[str, Any]:
    name, cluster = context.get("clusterName"), f"{context.uuid()}-{context.number(1, 20, 'suffix')}"
    arn = context.arn("kafka", f"cluster/{name}/{cluster}")
    suffix = f"c{context.number(2, 9, 'zone')}.kafka.{context.account.region}.amazonaws.com"
    domain = f"{name}.{context.text(6, salt='dns')}.{suffix}"

    def brokers(port: int) -> str:
        # MSK lists at most three brokers, whatever the number of brokers: AWS documents GetBootstrapBrokers so.
        count = min(int(context.get("numberOfBrokerNodes")), 3)
        return ",".join(f"b-{number}.{domain}:{port}" for number in range(1, count + 1))

    sasl = nested(context.get("clientAuthentication"), "sasl")
    transit = nested(nested(context.get("encryptionInfo"), "encryptionInTransit"), "clientBroker", "TLS")
    return {
        "id": arn,
        "arn": arn,
        "clusterUuid": cluster,
        "currentVersion": f"K{context.text(13, salt=f'version/{context.inputs}').upper()}",
        "bootstrapBrokers": brokers(9092) if "PLAINTEXT" in transit else "",
        "bootstrapBrokersTls": brokers(9094) if "TLS" in transit else "",
        "bootstrapBrokersSaslIam": brokers(9098) if nested(sasl, "iam") else "",
        "bootstrapBrokersSaslScram": brokers(9096) if nested(sasl, "scram") else "",
        "bootstrapBrokersVpcConnectivitySaslIam": brokers(14001) if _private(context) else "",
        "storageMode": context.get("storageMode", "LOCAL"),
    }


def _private(context: ResourceContext) -> bool:
    connectivity = nested(context.get("brokerNodeGroupInfo"), "connectivityInfo")
    private = nested(nested(connectivity, "vpcConnectivity"), "clientAuthentication")
    return bool(nested(nested(private, "sasl"), "iam"))


def _serverless(context: ResourceContext) -> Mapping[str, Any]:
    name, cluster = context.get("clusterName"), f"{context.uuid()}-s{context.number(1, 9, 'suffix')}"
    arn = context.arn("kafka", f"cluster/{name}/{cluster}")
    host = (
        f"boot-{context.text(8, salt='dns')}.c{context.number(2, 3, 'zone')}.kafka-serverless.{context.account.region}"
    )
    return {
        "id": arn,
        "arn": arn,
        "clusterUuid": cluster,
        "bootstrapBrokersSaslIam": f"{host}.amazonaws.com:9098",
    }


def _configuration(context: ResourceContext) -> Mapping[str, Any]:
    arn = context.arn(
        "kafka", f"configuration/{context.get('name')}/{context.uuid()}-{context.number(1, 20, 'suffix')}"
    )
    return {"id": arn, "arn": arn, "latestRevision": context.incremented("latestRevision")}


def _topic(context: ResourceContext) -> Mapping[str, Any]:
    cluster, name = f"{context.get('clusterArn')}", context.get("name")
    arn = f"{cluster.replace(':cluster/', ':topic/')}/{name}"
    return {"id": f"{cluster},{name}", "arn": arn, "configsActual": context.get("configs", "{}")}


def _cluster_policy(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("clusterArn"), "currentVersion": f"K{context.text(13).upper()}"}


RESOURCE_TYPES = (
    ResourceType(
        "aws:msk/cluster:Cluster",
        _cluster,
        cloudformation_type="AWS::MSK::Cluster",
        name_property="clusterName",
        max_name_length=64,
        force_new=stateful("aws:msk/cluster:Cluster"),
        defaults={"enhancedMonitoring": "DEFAULT"},
    ),
    ResourceType(
        "aws:msk/serverlessCluster:ServerlessCluster",
        _serverless,
        cloudformation_type="AWS::MSK::ServerlessCluster",
        name_property="clusterName",
        max_name_length=64,
        force_new=stateful("aws:msk/serverlessCluster:ServerlessCluster"),
    ),
    ResourceType(
        "aws:msk/configuration:Configuration",
        _configuration,
        cloudformation_type="AWS::MSK::Configuration",
        name_property="name",
        force_new=("kafkaVersions",),
    ),
    ResourceType(
        "aws:msk/topic:Topic",
        _topic,
        cloudformation_type="AWS::MSK::Topic",
        name_property="name",
        force_new=stateful("aws:msk/topic:Topic"),
    ),
    ResourceType(
        "aws:msk/clusterPolicy:ClusterPolicy",
        _cluster_policy,
        cloudformation_type="AWS::MSK::ClusterPolicy",
        force_new=("clusterArn",),
    ),
)
