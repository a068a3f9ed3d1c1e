"""Reads the topics, tables and containers of a stack from its state, in the form that the local servers take."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from confluent_kafka.cimpl import NewTopic

from ..errors import LocalError
from ..state import Resource, StackState

_TIERED = {"remote.storage.enable", "local.retention.ms", "local.retention.bytes"}
"""Settings of tiered storage, which a local broker rejects."""


def topics(state: StackState) -> list[NewTopic]:
    """The topics with one replica each, because there is one node, and without tiered storage."""
    return [
        NewTopic(
            topic.outputs["name"],
            int(topic.outputs["partitionCount"]),
            1,
            config={**_local_configs(topic.outputs.get("configs") or "{}"), "min.insync.replicas": "1"},
        )
        for topic in state.of_type("aws:msk/topic:Topic")
    ]


def _local_configs(configs: str) -> dict[str, str]:
    return {key: value for key, value in json.loads(configs).items() if key not in _TIERED}


def tables(state: StackState) -> list[dict[str, Any]]:
    """Arguments of DynamoDB's `CreateTable`, one for each table."""
    return [_table(table.outputs) for table in state.of_type("aws:dynamodb/table:Table")]


def expiries(state: StackState) -> dict[str, str]:
    """The TTL attribute of each table that has one, by table name."""
    found = state.of_type("aws:dynamodb/table:Table")
    return {
        table.outputs["name"]: table.outputs["ttl"]["attributeName"]
        for table in found
        if (table.outputs.get("ttl") or {}).get("enabled")
    }


def _table(outputs: Mapping[str, Any]) -> dict[str, Any]:
    request: dict[str, Any] = {
        "TableName": outputs["name"],
        "BillingMode": "PAY_PER_REQUEST",  # DynamoDB Local has no capacity
        "AttributeDefinitions": [
            {"AttributeName": attribute["name"], "AttributeType": attribute["type"]}
            for attribute in outputs["attributes"]
        ],
        "KeySchema": _keys(outputs),
    }
    for name, argument in (("globalSecondaryIndexes", "Global"), ("localSecondaryIndexes", "Local")):
        if indexes := outputs.get(name):
            request[f"{argument}SecondaryIndexes"] = [_index(index, outputs) for index in indexes]
    return request


def _keys(declared: Mapping[str, Any], hash_key: str | None = None) -> list[dict[str, str]]:
    """The key schema, from either form of pulumi-aws: `keySchemas`, or `hashKey` and `rangeKey`."""
    if schemas := declared.get("keySchemas"):
        return [{"AttributeName": key["attributeName"], "KeyType": key["keyType"]} for key in schemas]
    keys = [{"AttributeName": declared.get("hashKey") or hash_key or "", "KeyType": "HASH"}]
    if range_key := declared.get("rangeKey"):
        keys.append({"AttributeName": range_key, "KeyType": "RANGE"})
    return keys


def _index(index: Mapping[str, Any], table: Mapping[str, Any]) -> dict[str, Any]:
    projection: dict[str, Any] = {"ProjectionType": index["projectionType"]}
    if attributes := index.get("nonKeyAttributes"):
        projection["NonKeyAttributes"] = attributes
    return {"IndexName": index["name"], "KeySchema": _keys(index, table["hashKey"]), "Projection": projection}


@dataclass(frozen=True)
class Container:
    """A container of a task definition, to be run as a process."""

    name: str
    """Its name in the task definition."""
    command: list[str]
    environment: dict[str, str]
    secrets: dict[str, str]
    """The ARN of the secret of each variable."""
    role_arn: str
    target_groups: dict[str, str] = field(default_factory=dict[str, str])
    """The path of the health check of each target group, by ARN."""


def services(state: StackState) -> list[Container]:
    """The container of each ECS service.

    Raises:
        LocalError: a service runs a task definition that is not in the state, or one with several containers.
    """
    definitions = {
        definition.outputs["arn"]: definition for definition in state.of_type("aws:ecs/taskDefinition:TaskDefinition")
    }
    health = {
        group.outputs["arn"]: (group.outputs.get("healthCheck") or {}).get("path") or "/"
        for group in state.of_type("aws:lb/targetGroup:TargetGroup")
    }
    found: list[Container] = []
    for service in state.of_type("aws:ecs/service:Service"):
        definition = definitions.get(service.outputs.get("taskDefinition", ""))
        containers = list(_containers(definition)) if definition else []
        if len(containers) != 1:
            raise LocalError(
                f"service {service.outputs.get('name', service.name)} has {len(containers)} containers in this stack's "
                "state, and a local cell runs services with one"
            )
        behind = [balancer["targetGroupArn"] for balancer in service.outputs.get("loadBalancers") or []]
        groups = {arn: health.get(arn, "/") for arn in behind}
        found.append(replace(containers[0], target_groups=groups))
    return found


def _containers(definition: Resource) -> Iterator[Container]:
    outputs = definition.outputs
    declared = outputs["containerDefinitions"]
    for container in json.loads(declared) if isinstance(declared, str) else declared:
        yield Container(
            name=container["name"],
            command=[*container.get("entryPoint", []), *container.get("command", [])],
            environment={pair["name"]: pair["value"] for pair in container.get("environment", [])},
            secrets={pair["name"]: pair["valueFrom"] for pair in container.get("secrets", [])},
            role_arn=outputs.get("taskRoleArn") or "",
        )


def environment_value(state: StackState, name: str) -> str:
    """The value of an environment variable in the first container or function that has it; otherwise empty."""
    return next((variables[name] for variables in _environments(state) if name in variables), "")


def database_users(state: StackState) -> set[str]:
    """The database users of all containers and functions."""
    return {variables["DATABASE_USER"] for variables in _environments(state) if "DATABASE_USER" in variables}


def _environments(state: StackState) -> Iterator[Mapping[str, str]]:
    """The environment of every container and function."""
    for definition in state.of_type("aws:ecs/taskDefinition:TaskDefinition"):
        for container in _containers(definition):
            yield container.environment
    for function in state.of_type("aws:lambda/function:Function"):
        yield (function.outputs.get("environment") or {}).get("variables") or {}


def master_secrets(state: StackState) -> list[str]:
    """ARNs of the secrets that RDS manages for the master user."""
    return [
        secret["secretArn"]
        for cluster in state.of_type("aws:rds/cluster:Cluster")
        for secret in cluster.outputs.get("masterUserSecrets") or []
    ]


def region(state: StackState) -> str:
    """The region of the cell's stores and functions.

    Raises:
        LocalError: the stack has neither.
    """
    for token in ("aws:msk/cluster:Cluster", "aws:dynamodb/table:Table", "aws:lambda/function:Function"):
        for resource in state.of_type(token):
            return str(resource.outputs["arn"]).split(":")[3]
    raise LocalError(f"stack {state.stack} has no Kafka cluster, table or function: there is nothing to run")
