"""Every dimension of a city's alarms and widgets names a resource of that city."""

import json
from collections.abc import Callable, Iterator, Mapping

import pytest

from components.city.services import DISPATCHER
from tests.components.all_samples import CITIES, recorders
from tests.components.monitoring.drawn import everything
from tests.components.recording import COMPUTED, Recorder

DISTRIBUTION = "aws:cloudfront/distribution:Distribution"
BALANCER, POLICY = "aws:lb/loadBalancer:LoadBalancer", "aws:iam/rolePolicy:RolePolicy"


def inputs_of(token: str, name: str) -> Callable[[Recorder], set[str]]:
    """Names from an input of every resource of a type."""
    return lambda city: {str(found.inputs[name]) for found in city.of_type(token)}


def indexes(city: Recorder) -> set[str]:
    """Global secondary indexes of the tables."""
    return {
        index["name"]
        for table in city.of_type("aws:dynamodb/table:Table")
        for index in table.inputs.get("globalSecondaryIndexes", [])
    }


def brokers(city: Recorder) -> set[str]:
    """Ids of the brokers, which MSK numbers from 1."""
    count = city.one("aws:msk/cluster:Cluster").inputs["numberOfBrokerNodes"]
    return {str(broker) for broker in range(1, int(count) + 1)}


def cache_nodes(city: Recorder) -> set[str]:
    """Member clusters of the replication group, which ElastiCache numbers by shard and node."""
    group = city.one("aws:elasticache/replicationGroup:ReplicationGroup").inputs
    shards, replicas = int(group["numNodeGroups"]), int(group["replicasPerNodeGroup"])
    return {
        f"{group['replicationGroupId']}-{shard:04}-{node:03}"
        for shard in range(1, shards + 1)
        for node in range(1, replicas + 2)
    }


def groups(city: Recorder) -> set[str]:
    """Consumer groups that a role may join."""
    return {
        resource.rsplit("/", 1)[-1]
        for policy in city.of_type(POLICY)
        for statement in json.loads(policy.inputs["policy"])["Statement"]
        if "kafka-cluster:AlterGroup" in statement["Action"]
        for resource in [statement["Resource"]]
    }


def services(city: Recorder) -> set[str]:
    """Services of ECS, by the name that their outputs have."""
    return {str(found.inputs["name"]) for found in city.of_type("aws:ecs/service:Service")}


def ids(token: str) -> Callable[[Recorder], set[str]]:
    """Ids of the resources of a type, which the mocks make from the names of the resources."""
    return lambda city: {f"{found.name}-id" for found in city.of_type(token)}


def web_acls(city: Recorder) -> set[str]:
    """Metric names of web ACLs, by which AWS WAF names them in CloudWatch."""
    return {acl.inputs["visibilityConfig"]["metricName"] for acl in city.of_type("aws:wafv2/webAcl:WebAcl")}


def balancers(city: Recorder) -> set[str]:
    """Suffixes of the ARNs of load balancers."""
    return {COMPUTED[BALANCER]["arnSuffix"] for _ in city.of_type(BALANCER)}


RESOURCES: Mapping[str, Callable[[Recorder], set[str]]] = {
    "ApiId": ids("aws:apigatewayv2/api:Api"),
    "BackupVaultName": inputs_of("aws:backup/vault:Vault", "name"),
    "Broker ID": brokers,
    "CacheClusterId": cache_nodes,
    "CanaryName": lambda city: {str(state["Name"]) for state in city.of_cloud_control("AWS::Synthetics::Canary")},
    "Cell": lambda city: {str(city.of_type("aws:sns/topic:Topic")[0].tags["cell"])},
    "Cluster Name": inputs_of("aws:msk/cluster:Cluster", "clusterName"),
    "ClusterName": inputs_of("aws:ecs/cluster:Cluster", "name"),
    "Consumer Group": groups,
    "DBClusterIdentifier": inputs_of("aws:rds/cluster:Cluster", "clusterIdentifier"),
    "DeliveryStreamName": inputs_of("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream", "name"),
    "DistributionId": ids(DISTRIBUTION),
    "FunctionName": inputs_of("aws:lambda/function:Function", "name"),
    "GlobalSecondaryIndexName": indexes,
    "LoadBalancer": balancers,
    "Region": lambda city: {"Global" for _ in city.of_type(DISTRIBUTION)},  # whatever the region of the viewer
    "Rule": lambda city: {"ALL" for _ in web_acls(city)},  # the sum of the rules of a web ACL
    "ServiceName": services,
    "Stage": inputs_of("aws:apigatewayv2/stage:Stage", "name"),
    "TableName": inputs_of("aws:dynamodb/table:Table", "name"),
    "Topic": inputs_of("aws:msk/topic:Topic", "name"),
    "WebACL": web_acls,
}
"""Dimension to the values that a city has for it."""

UNWATCHED: Mapping[str, Callable[[str], set[str]]] = {
    # A migration that fails ends the update that invokes it.
    "FunctionName": lambda stack: {f"{stack}-migrate"},
    # It reads whole topics and commits no offset (`services/common/kafka_log.py`), so that MSK publishes no lag of it.
    "Consumer Group": lambda _: {DISPATCHER},
}
"""Dimension to the values of a city that no alarm has."""


def dimensions(city: Recorder) -> Iterator[tuple[str, str]]:
    """Every dimension and its value, of alarms and of widgets."""
    for drawn in everything(city):
        yield from drawn.dimensions.items()


@pytest.mark.parametrize("stack", CITIES)
def test_dimensions_name_resources_of_the_city(stack: str) -> None:
    """A documented dimension with the name of no resource has no data either."""
    city = recorders()[stack]
    unknown = {(name, value) for name, value in dimensions(city) if value not in RESOURCES[name](city)}
    assert unknown == set()


@pytest.mark.parametrize("stack", CITIES)
def test_every_resource_with_alarms_has_them(stack: str) -> None:
    """No function, table, index, node, broker, delivery stream or group of a city is left out."""
    city = recorders()[stack]
    watched = set(dimensions(city))
    for name, resources in RESOURCES.items():
        if name == "Topic":  # topics are watched through their consumers, and the topic of failures by itself
            continue
        unwatched = {value for value in resources(city) if (name, value) not in watched}
        assert unwatched == (UNWATCHED[name](stack) if name in UNWATCHED else set()), name
