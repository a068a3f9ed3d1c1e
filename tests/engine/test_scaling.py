"""What auto scaling and AWS move stays moved, and changes into and out of scaling send their values: on the engine."""

import dataclasses
import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from local.errors import LocalError
from local.provider.account import Account
from local.provider.cloud import Cloud, Standing, opened
from local.provider.scaling import adjust
from tests.components.recording import ACCOUNT, REGION
from tests.components.samples.service import SAMPLE as SERVICE
from tests.components.samples.stream import STANDARD
from tests.components.samples.tables import CAPACITY, INDEX, one
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

Program = Callable[[str], Deployed]
Part = tuple[str, Mapping[str, Any]]

HERE = Account(id=ACCOUNT, region=REGION)
OTHER = {"name": "a-other", "partition_key": "zone"}
TABLE, REPLICATION_GROUP = "aws:dynamodb/table:Table", "aws:elasticache/replicationGroup:ReplicationGroup"
CLUSTER, INSTANCE = "aws:rds/cluster:Cluster", "aws:rds/clusterInstance:ClusterInstance"
BROKERS, ECS = "aws:msk/cluster:Cluster", "aws:ecs/service:Service"

# The order of the indexes is not the one in which a refresh returns them.
SCALED = one(provisioned=CAPACITY, indexes=[OTHER, INDEX])
TASKS = {"min_tasks": 2, "max_tasks": 20}


def set_parts(deployed: Deployed, *parts: Part) -> None:
    """Choose the components of the program and their arguments."""
    value = json.dumps([[name, dict(change)] for name, change in parts])
    deployed.settings(json.dumps({"config": {"aws:region": REGION, "parts:parts": value}}))


def stands(deployed: Deployed, token: str) -> Standing:
    """The only resource of a type in the cloud."""
    with opened(deployed.cloud) as cloud:
        (found,) = (item for item in cloud.all() if item.token == token)
    return found


def units(deployed: Deployed) -> dict[str, tuple[int, int]]:
    """Read and write capacity of the table, under an empty name, and of its indexes."""
    table = stands(deployed, TABLE).properties
    parts: list[dict[str, Any]] = [{**table, "name": ""}, *table.get("globalSecondaryIndexes", [])]
    return {part["name"]: (part["readCapacity"], part["writeCapacity"]) for part in parts}


def scale(cloud: Cloud, dimension: str, resource: str, capacity: int) -> None:
    """Scale as Application Auto Scaling does."""
    assert adjust(cloud, HERE, dimension, resource, lambda _: capacity) is not None


def moved(cloud: Cloud, token: str, change: Mapping[str, Any]) -> None:
    """Change properties of all resources of a type."""
    for found in [item for item in cloud.all() if item.token == token]:
        cloud.put(dataclasses.replace(found, properties={**found.properties, **change}))


def move_everything(deployed: Deployed) -> None:
    """Whatever scaling and automatic upgrades can move, moves."""
    with opened(deployed.cloud) as cloud:
        table = next(item.id for item in cloud.all() if item.token == TABLE)
        scale(cloud, "dynamodb:table:ReadCapacityUnits", f"table/{table}", 60)
        scale(cloud, "dynamodb:table:WriteCapacityUnits", f"table/{table}", 61)
        scale(cloud, "dynamodb:index:ReadCapacityUnits", f"table/{table}/index/by-customer", 70)
        scale(cloud, "dynamodb:index:WriteCapacityUnits", f"table/{table}/index/by-customer", 71)
        scale(cloud, "dynamodb:index:WriteCapacityUnits", f"table/{table}/index/a-other", 80)
        service = next(item.properties for item in cloud.all() if item.token == ECS)
        scale(cloud, "ecs:service:DesiredCount", f"service/{service['cluster'].split('/')[-1]}/{service['name']}", 9)
        moved(cloud, REPLICATION_GROUP, {"engineVersion": "8.9"})
        moved(cloud, CLUSTER, {"engineVersion": "17.99"})
        moved(cloud, INSTANCE, {"engineVersion": "17.99"})
        moved(cloud, BROKERS, {"brokerNodeGroupInfo": grown(cloud, 300)})


def grown(cloud: Cloud, gib: int) -> dict[str, Any]:
    """The brokers with larger volumes."""
    (found,) = (item for item in cloud.all() if item.token == BROKERS)
    info = found.properties["brokerNodeGroupInfo"]
    return {**info, "storageInfo": {"ebsStorageInfo": {**info["storageInfo"]["ebsStorageInfo"], "volumeSize": gib}}}


PARTS: list[Part] = [
    ("Tables", SCALED),
    ("Service", TASKS),
    ("Stream", STANDARD | {"storage_gib": 100, "max_storage_gib": 1000}),
    ("Cache", {}),
    ("Database", {}),
]


def test_what_has_moved_is_not_moved_back(program: Program) -> None:
    """After a refresh an update is empty, and one that changes something else keeps capacity, counts and versions."""
    deployed = program("parts")
    set_parts(deployed, *PARTS)
    deployed.deploy()
    move_everything(deployed)
    scaled = {"": (60, 61), "by-customer": (70, 71), "a-other": (5, 80)}
    assert scaled == units(deployed)

    assert deployed.refresh()["update"] == 7
    assert {urn: step for urn, step in deployed.preview().steps.items() if step != "same"} == {}

    changed = [("Tables", {"tables": [{**SCALED["tables"][0], "ttl_attribute": "expires_at"}]}), *PARTS[1:]]
    set_parts(deployed, *changed)
    assert deployed.deploy().counts["update"] == 1
    assert scaled == units(deployed)
    assert stands(deployed, ECS).properties["desiredCount"] == 9


def test_an_update_without_a_refresh_keeps_capacity_too(program: Program) -> None:
    """The state does not know what scaling did, and the update does not touch it."""
    deployed = program("parts")
    set_parts(deployed, *PARTS[:1])
    deployed.deploy()
    with opened(deployed.cloud) as cloud:
        scale(cloud, "dynamodb:index:WriteCapacityUnits", f"table/{stands(deployed, TABLE).id}/index/by-customer", 71)
    set_parts(deployed, ("Tables", {"tables": [{**SCALED["tables"][0], "ttl_attribute": "expires_at"}]}))
    deployed.deploy()
    assert units(deployed)["by-customer"] == (5, 71)


def test_a_table_enters_and_leaves_provisioned_capacity(program: Program) -> None:
    """The minimum units stand after the update that leaves on demand, and none after the one that goes back."""
    deployed = program("parts")
    set_parts(deployed, ("Tables", one()))
    deployed.deploy()
    set_parts(deployed, ("Tables", one(provisioned=CAPACITY)))
    deployed.deploy()
    assert units(deployed) == {"": (5, 5)}

    set_parts(deployed, ("Tables", one()))
    deployed.deploy()
    assert stands(deployed, TABLE).properties["billingMode"] == "PAY_PER_REQUEST"
    assert units(deployed) == {"": (0, 0)}


def test_a_table_with_indexes_enters_provisioned_capacity(program: Program) -> None:
    """It needs `reset_capacity` for one update; afterwards scaling owns the units again."""
    deployed = program("parts")
    on_demand = one(indexes=[OTHER, INDEX])
    set_parts(deployed, ("Tables", on_demand))
    deployed.deploy()
    set_parts(deployed, ("Tables", SCALED))
    with pytest.raises(LocalError, match="write capacity must be > 0 when billing mode is PROVISIONED"):
        deployed.deploy()

    set_parts(deployed, ("Tables", {"tables": [{**SCALED["tables"][0], "reset_capacity": True}]}))
    deployed.deploy()
    assert units(deployed) == {"": (5, 5), "by-customer": (5, 5), "a-other": (5, 5)}

    set_parts(deployed, ("Tables", SCALED))
    assert list(deployed.deploy().counts) == ["same"]


def test_a_service_enters_and_leaves_scaling(program: Program) -> None:
    """A fixed count is sent; a scaled one is moved into its range, and is sent again without scaling."""
    deployed = program("parts")

    def count(least: int, most: int) -> int:
        set_parts(deployed, ("Service", {"min_tasks": least, "max_tasks": most}))
        deployed.deploy()
        return stands(deployed, ECS).properties["desiredCount"]

    assert count(2, 2) == 2
    assert count(4, 4) == 4
    assert count(6, 20) == 6
    cluster = SERVICE.good["cluster_arn"].split("/")[-1]
    with opened(deployed.cloud) as cloud:
        name = next(item.properties["name"] for item in cloud.all() if item.token == ECS)
        scale(cloud, "ecs:service:DesiredCount", f"service/{cluster}/{name}", 15)
    deployed.refresh()
    assert count(5, 20) == 15
    assert count(5, 5) == 5


def test_a_given_version_is_sent(program: Program) -> None:
    """Only a version that is not given is left to AWS."""
    deployed = program("parts")
    set_parts(deployed, ("Cache", {"engine_version": "8.0"}), ("Database", {"engine_version": "17.5"}))
    deployed.deploy()
    set_parts(deployed, ("Cache", {"engine_version": "8.1"}), ("Database", {"engine_version": "17.6"}))
    deployed.deploy()
    assert stands(deployed, REPLICATION_GROUP).properties["engineVersion"] == "8.1"
    assert stands(deployed, CLUSTER).properties["engineVersion"] == "17.6"
