"""Topics, tables and containers from a stack's state."""

import dataclasses
import json
from pathlib import Path

import pytest

from local.errors import LocalError
from local.runtime import declared
from local.runtime.invocations import invocations
from local.state import StackState, load_state

STATE = load_state(Path(__file__).with_name("thin_state.json"))


def test_topics_have_one_replica() -> None:
    """Topics have the declared partitions and settings, and one replica."""
    found = {topic.topic: topic for topic in declared.topics(STATE)}
    assert {name: topic.num_partitions for name, topic in found.items()} == {"order-events": 3, "tracking-updates": 1}
    assert {1} == {topic.replication_factor for topic in found.values()}
    assert found["order-events"].config == {"min.insync.replicas": "1", "retention.ms": "604800000"}


def test_table_has_keys_index_and_expiry() -> None:
    """A table is created with its keys, attributes, index and TTL."""
    (table,) = declared.tables(STATE)
    assert table == {
        "TableName": "thin-subscriptions",
        "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [
            {"AttributeName": "feed", "AttributeType": "S"},
            {"AttributeName": "connection_id", "AttributeType": "S"},
        ],
        "KeySchema": [
            {"AttributeName": "feed", "KeyType": "HASH"},
            {"AttributeName": "connection_id", "KeyType": "RANGE"},
        ],
        "GlobalSecondaryIndexes": [
            {
                "IndexName": "by-connection",
                "KeySchema": [{"AttributeName": "connection_id", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    }
    assert declared.expiries(STATE) == {"thin-subscriptions": "expires_at"}


def test_a_service_knows_its_target_group_and_health_check() -> None:
    """It is the container of the service's task definition."""
    (orders,) = declared.services(STATE)
    assert (orders.name, list(orders.target_groups.values())) == ("orders", ["/healthz"])
    assert {"cell_master", "orders_service"} == declared.database_users(STATE)
    assert declared.region(STATE) == "eu-south-2"


def invocation_names(state: StackState) -> tuple[list[str], list[str]]:
    """The names of the invocations before the services and after them."""
    before, after = invocations(state)
    return [item.name for item in before], [item.name for item in after]


def test_an_invocation_runs_after_the_services_that_it_depends_on() -> None:
    """Otherwise it runs before them; its time limit is that of its function."""
    assert invocation_names(STATE) == (["expand"], ["contract"])
    ((expand,), _) = invocations(STATE)
    assert (expand.function, expand.payload, expand.seconds) == ("thin-migrate", '{"phase": "expand"}', 60.0)


def test_an_invocation_follows_the_dependencies_of_its_parents() -> None:
    """A component that waits for a service makes its children wait too, however far away the service is."""
    expand = STATE.of_type("aws:lambda/invocation:Invocation")[0]
    service = STATE.of_type("aws:ecs/service:Service")[0]
    grandparent = dataclasses.replace(expand, urn="urn:outer", type="x:y:Z", parent="", dependencies=(service.urn,))
    parent = dataclasses.replace(expand, urn="urn:inner", type="x:y:Z", parent="urn:outer", dependencies=())
    child = dataclasses.replace(expand, parent="urn:inner")
    others = [resource for resource in STATE.resources if resource is not expand]
    assert invocation_names(StackState("thin", (*others, grandparent, parent, child))) == ([], ["contract", "expand"])


def test_service_with_two_containers_is_rejected() -> None:
    """The error names the service."""
    definition = STATE.of_type("aws:ecs/taskDefinition:TaskDefinition")[0]
    containers = json.loads(definition.outputs["containerDefinitions"]) * 2
    changed = dataclasses.replace(
        definition, outputs={**definition.outputs, "containerDefinitions": json.dumps(containers)}
    )
    resources = tuple(changed if resource is definition else resource for resource in STATE.resources)
    with pytest.raises(LocalError, match="service thin-orders has 2 containers"):
        declared.services(StackState("thin", resources))


def test_empty_stack_has_nothing_to_run() -> None:
    """An empty stack is an error."""
    with pytest.raises(LocalError, match="nothing to run"):
        declared.region(StackState("empty", ()))
