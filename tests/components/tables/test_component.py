"""Tables: keys, capacity, protection, replicas, and the policies for roles."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_sentry.querying.all import get_all_actions

from components import ArgumentError, Tables
from tests.components.recording import CELL_ARGS, REGION, Recorder, record
from tests.components.samples import KEY, Edit
from tests.components.samples.tables import CAPACITY, INDEX, KEYS, SAMPLE, STRONG, UNITS

TABLE = "aws:dynamodb/table:Table"
TARGET, POLICY = "aws:appautoscaling/target:Target", "aws:appautoscaling/policy:Policy"
INSIGHTS = "aws:dynamodb/contributorInsights:ContributorInsights"


def args(*tables: Mapping[str, Any], **change: Any) -> Any:
    """Arguments with tables named `orders` unless they say otherwise."""
    listed = [{"name": "orders", "partition_key": "id"} | dict(table) for table in tables or [{}]]
    return CELL_ARGS | {"key_arn": "k", "replica_key_arns": KEYS, "tables": listed} | change


def made(*tables: Mapping[str, Any], **change: Any) -> Recorder:
    """Tables on mocks."""
    return record(lambda: Tables("part", args(*tables, **change)))


def table(**change: Any) -> dict[str, Any]:
    """The inputs of one table."""
    return made(change).one(TABLE).inputs


def answered(ask: Callable[[Tables], pulumi.Output[Any]], *tables: Mapping[str, Any]) -> Any:
    """An output of tables on mocks."""
    found: list[Any] = []
    record(lambda: ask(Tables("part", args(*tables))).apply(found.append))
    (answer,) = found
    return answer


def allowed(policy: str) -> dict[str, tuple[set[str], Any]]:
    """A document's statement ids to their actions and resources."""
    return {
        statement["Sid"]: (set(statement["Action"]), statement["Resource"])
        for statement in json.loads(policy)["Statement"]
    }


def test_a_table_is_on_demand_encrypted_restorable_and_kept() -> None:
    """The required arguments alone give defaults that are safe and cost nothing when idle."""
    inputs = table()
    assert inputs["billingMode"] == "PAY_PER_REQUEST"
    assert inputs["tableClass"] == "STANDARD"
    assert inputs["serverSideEncryption"] == {"enabled": True, "kmsKeyArn": "k"}
    assert inputs["pointInTimeRecovery"] == {"enabled": True, "recoveryPeriodInDays": 35}
    assert inputs["deletionProtectionEnabled"] is True
    assert set() == {"ttl", "streamEnabled", "replicas", "onDemandThroughput", "warmThroughput"} & inputs.keys()


def test_only_a_disposable_table_can_be_deleted() -> None:
    """Deletion protection follows the cell's setting, for the table and its replicas."""
    inputs = made({"replica_regions": ["eu-west-2"]}, disposable=True).one(TABLE).inputs
    assert {False} == {inputs["deletionProtectionEnabled"], inputs["replicas"][0]["deletionProtectionEnabled"]}


def test_every_key_attribute_is_declared_once_with_its_type() -> None:
    """Keys of the table and its indexes, strings by default, and nothing else."""
    inputs = table(
        sort_key="at",
        attribute_types={"at": "N", "token": "B"},
        indexes=[INDEX | {"sort_key": "at"}, {"name": "by-token", "partition_key": "token"}],
        local_indexes=[{"name": "by-total", "sort_key": "total"}],
    )
    assert [(item["name"], item["type"]) for item in inputs["attributes"]] == [
        ("id", "S"),
        ("at", "N"),
        ("customer_id", "S"),
        ("token", "B"),
        ("total", "S"),
    ]


def test_an_index_has_its_keys_and_its_projection() -> None:
    """A sort key and named attributes where they are given, all attributes by default."""
    inputs = table(
        sort_key="at",
        indexes=[INDEX | {"sort_key": "at", "projection": "INCLUDE", "projected": ["status"]}, INDEX | {"name": "all"}],
        local_indexes=[{"name": "by-total", "sort_key": "total", "projection": "KEYS_ONLY"}],
    )
    some, every = inputs["globalSecondaryIndexes"]
    assert some["keySchemas"] == [
        {"attributeName": "customer_id", "keyType": "HASH"},
        {"attributeName": "at", "keyType": "RANGE"},
    ]
    assert (some["projectionType"], some["nonKeyAttributes"]) == ("INCLUDE", ["status"])
    assert (every["projectionType"], every.get("nonKeyAttributes")) == ("ALL", None)
    assert inputs["localSecondaryIndexes"] == [{"name": "by-total", "rangeKey": "total", "projectionType": "KEYS_ONLY"}]


def test_caps_and_warm_throughput_reach_table_and_index() -> None:
    """Only the bounds that are given are set."""
    part: dict[str, Any] = {"caps": {"read_units": 100}, "warm_throughput": {"writes_per_second": 5_000}}
    inputs = table(**part, indexes=[INDEX | part])
    for where in (inputs, inputs["globalSecondaryIndexes"][0]):
        assert where["onDemandThroughput"] == {"maxReadRequestUnits": 100}
        assert where["warmThroughput"] == {"writeUnitsPerSecond": 5_000}


def test_provisioned_capacity_scales_for_the_table_and_each_index() -> None:
    """Reads and writes of each have a target and a policy with its utilization; an index has the table's by default."""
    index_capacity = {"read": {"min_units": 1, "max_units": 7, "target_percent": 50}, "write": UNITS}
    city = made(
        {"provisioned": CAPACITY, "indexes": [INDEX | {"provisioned": index_capacity}, INDEX | {"name": "own"}]}
    )
    inputs = city.one(TABLE).inputs
    assert (inputs["billingMode"], inputs["readCapacity"], inputs["writeCapacity"]) == ("PROVISIONED", 5, 5)
    assert [index["readCapacity"] for index in inputs["globalSecondaryIndexes"]] == [1, 5]
    bounds = {
        (target.inputs["resourceId"], target.inputs["scalableDimension"]): (
            target.inputs["minCapacity"],
            target.inputs["maxCapacity"],
        )
        for target in city.of_type(TARGET)
    }
    home = "table/lisbon-orders"
    assert bounds == {
        (home, "dynamodb:table:ReadCapacityUnits"): (5, 100),
        (home, "dynamodb:table:WriteCapacityUnits"): (5, 100),
        (f"{home}/index/by-customer", "dynamodb:index:ReadCapacityUnits"): (1, 7),
        (f"{home}/index/by-customer", "dynamodb:index:WriteCapacityUnits"): (5, 100),
        (f"{home}/index/own", "dynamodb:index:ReadCapacityUnits"): (5, 100),
        (f"{home}/index/own", "dynamodb:index:WriteCapacityUnits"): (5, 100),
    }
    tracked = {
        policy.inputs["name"]: policy.inputs["targetTrackingScalingPolicyConfiguration"]
        for policy in city.of_type(POLICY)
    }
    assert tracked["lisbon-orders-by-customer-read"] == {
        "predefinedMetricSpecification": {"predefinedMetricType": "DynamoDBReadCapacityUtilization"},
        "targetValue": 50,
    }
    assert tracked["lisbon-orders-write"]["targetValue"] == 70


@pytest.mark.parametrize(("change", "ignored"), [({}, set()), ({"provisioned": CAPACITY}, {"read", "write"})])
def test_an_update_leaves_alone_what_scaling_has_set(change: Mapping[str, Any], ignored: set[str]) -> None:
    """The capacity of a table is Application Auto Scaling's once the table stands."""
    seen: list[str] = []

    def note(props: dict[str, Any], opts: pulumi.ResourceOptions) -> tuple[dict[str, Any], pulumi.ResourceOptions]:
        seen.extend(opts.ignore_changes or [])
        return props, opts

    record(lambda: Tables("part", args(change), transforms={"orders": note}))
    assert {f"{kind}_capacity" for kind in ignored} == set(seen)


def test_a_table_on_demand_does_not_scale() -> None:
    """There is no capacity to adjust."""
    assert made({"indexes": [INDEX]}).of_type(TARGET) == []


def test_tables_and_indexes_with_similar_names_have_different_children() -> None:
    """A table `a` with an index `bbb` and a table `a-bbb` have children of different names."""
    paid = {"partition_key": "id", "provisioned": CAPACITY, "insights": "THROTTLED_KEYS"}
    city = made({"name": "a", "indexes": [INDEX | {"name": "bbb"}]} | paid, {"name": "a-bbb"} | paid)
    for kind in (TABLE, TARGET, POLICY, INSIGHTS):
        names = [item.name for item in city.of_type(kind)]
        assert sorted(set(names)) == sorted(names)


def test_insights_rank_keys_of_the_table_and_each_index() -> None:
    """In the given mode."""
    city = made({"insights": "THROTTLED_KEYS", "indexes": [INDEX]})
    assert sorted((item.inputs.get("indexName", ""), item.inputs["mode"]) for item in city.of_type(INSIGHTS)) == [
        ("", "THROTTLED_KEYS"),
        ("by-customer", "THROTTLED_KEYS"),
    ]


def test_items_expire_by_the_ttl_attribute() -> None:
    """And a stream has the given view."""
    inputs = table(ttl_attribute="gone_at", stream="OLD_IMAGE")
    assert inputs["ttl"] == {"attributeName": "gone_at", "enabled": True}
    assert (inputs["streamEnabled"], inputs["streamViewType"]) == (True, "OLD_IMAGE")


def test_replicas_have_a_key_of_their_region_and_a_stream() -> None:
    """Restorable and tagged like the table; eventual consistency requires both images in the stream."""
    inputs = table(replica_regions=["eu-west-3", "us-east-1"])
    assert [(item["regionName"], item["kmsKeyArn"]) for item in inputs["replicas"]] == [
        ("eu-west-3", "k3"),
        ("us-east-1", "k4"),
    ]
    assert {(True, True, "EVENTUAL")} == {
        (item["pointInTimeRecovery"], item["propagateTags"], item["consistencyMode"]) for item in inputs["replicas"]
    }
    assert inputs["streamViewType"] == "NEW_AND_OLD_IMAGES"


def test_strong_consistency_has_a_witness_and_no_stream() -> None:
    """The table here, one replica, one witness."""
    inputs = table(**STRONG)
    assert [item["consistencyMode"] for item in inputs["replicas"]] == ["STRONG"]
    assert inputs["globalTableWitness"] == {"regionName": "eu-west-3"}
    assert "streamEnabled" not in inputs


def test_a_reader_gets_and_queries_and_writes_nothing() -> None:
    """The table and every index by its own ARN; decryption through DynamoDB only."""
    found = allowed(answered(lambda tables: tables.reader_policy("orders"), {"indexes": [INDEX]}))
    arn = found["Read"][1]
    assert found == {
        "Read": ({"dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem"}, arn),
        "Query": ({"dynamodb:Query"}, [arn, f"{arn}/index/by-customer"]),
        "Key": ({"kms:Decrypt", "kms:DescribeKey"}, "k"),
    }


def test_a_reader_may_be_restricted_to_some_indexes() -> None:
    """An empty list excludes all indexes."""
    policy = answered(lambda tables: tables.reader_policy("orders", []), {"indexes": [INDEX]})
    assert [place for place in allowed(policy)["Query"][1] if "/index/" in place] == []


def test_a_writer_reads_nothing() -> None:
    """None of its actions returns items."""
    actions, arn = allowed(answered(lambda tables: tables.writer_policy("orders")))["Write"]
    assert {"dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:BatchWriteItem"} <= actions
    assert set() == actions & {"dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:BatchGetItem"}
    assert "*" not in arn


def test_a_stream_policy_reads_that_stream_only() -> None:
    """Only listing streams does not support a resource."""
    found = allowed(answered(lambda tables: tables.stream_policy("orders"), {"stream": "KEYS_ONLY"}))
    assert found["List"] == ({"dynamodb:ListStreams"}, "*")
    assert "/stream/" in found["Follow"][1]
    assert "dynamodb:GetRecords" in found["Follow"][0]


def test_policies_have_actions_of_aws_only() -> None:
    """No action is misspelt, which IAM would accept."""
    table: dict[str, Any] = {"stream": "KEYS_ONLY", "indexes": [INDEX]}
    policies = [
        answered(lambda tables: tables.reader_policy("orders"), table),
        answered(lambda tables: tables.writer_policy("orders"), table),
        answered(lambda tables: tables.stream_policy("orders"), table),
    ]
    actions = {action for policy in policies for found, _ in allowed(policy).values() for action in found}
    assert set() == actions - set(get_all_actions())


def test_the_key_is_used_through_dynamodb_of_the_region() -> None:
    """A stolen role cannot call KMS directly."""
    policy = answered(lambda tables: tables.writer_policy("orders"))
    (key,) = [statement for statement in json.loads(policy)["Statement"] if statement["Sid"] == "Key"]
    assert key["Condition"] == {"StringEquals": {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}}


def _no_table(tables: Tables) -> Any:
    return tables.writer_policy("order")


def _no_index(tables: Tables) -> Any:
    return tables.reader_policy("orders", ["by-courier"])


def _no_stream(tables: Tables) -> Any:
    return tables.stream_policy("orders")


def _no_use(tables: Tables) -> Any:
    return tables.use("orders", ["Query"], "by-courier")


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (_no_table, "table is 'order', but there is no such table; choose from: orders"),
        (_no_index, "index is 'by-courier', but orders has no such index; choose from: by-customer"),
        (_no_stream, "table is 'orders', but it has no stream"),
        (_no_use, "index is 'by-courier', but orders has no such index"),
    ],
)
def test_a_policy_of_an_unknown_table_or_index_is_an_error(ask: Callable[[Tables], Any], text: str) -> None:
    """The error lists the tables or indexes that exist."""
    with pytest.raises(ArgumentError, match=text):
        record(lambda: ask(Tables("part", args({"indexes": [INDEX]}))))


def test_outputs_name_tables_and_their_streams() -> None:
    """Short names to names and ARNs; a table without a stream has none."""
    both = ({}, {"name": "views", "stream": "NEW_IMAGE"})
    names = answered(lambda tables: pulumi.Output.from_input(tables.table_names), *both)
    assert names == {"orders": "lisbon-orders", "views": "lisbon-views"}
    assert answered(lambda tables: tables.table_arns, *both).keys() == names.keys()
    assert answered(lambda tables: tables.stream_arns, *both).keys() == {"views"}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_right_arguments_make_one_table_with_its_key(data: st.DataObject) -> None:
    """With any arguments, a table is encrypted and restorable, and declares key attributes only."""
    change = data.draw(SAMPLE.arguments)
    inputs = record(lambda: Tables("part", SAMPLE.args(change))).one(TABLE).inputs  # pyright: ignore[reportArgumentType] - the tests' dict
    assert inputs["serverSideEncryption"]["kmsKeyArn"] == KEY
    assert inputs["pointInTimeRecovery"]["enabled"] is True
    keys = {inputs["hashKey"], inputs.get("rangeKey")}
    for index in inputs["globalSecondaryIndexes"]:
        keys |= {key["attributeName"] for key in index["keySchemas"]}
    keys |= {index["rangeKey"] for index in inputs["localSecondaryIndexes"]}
    assert {attribute["name"] for attribute in inputs["attributes"]} == keys - {None}


@pytest.mark.parametrize("edit", SAMPLE.changes.values(), ids=SAMPLE.changes.keys())
def test_a_change_of_an_argument_reaches_the_table(edit: Edit) -> None:
    """Every row of `changes.toml` changes an input of the table."""
    before, after = (
        record(lambda change=change: Tables("part", SAMPLE.args(change))).one(TABLE).inputs  # pyright: ignore[reportArgumentType] - the tests' dict
        for change in (edit.before, edit.after)
    )
    assert before != after


def test_scaled_units_of_indexes_are_ignored_at_their_places() -> None:
    """The indexes are in the order in which a refresh returns them; one update may reset all of them."""
    other = {"name": "a-other", "partition_key": "zone"}
    change = {"provisioned": CAPACITY, "indexes": [other, INDEX | {"sort_key": "at"}, INDEX | {"name": "zzz"}]}
    item = made(change).one(TABLE)
    assert [index["name"] for index in item.inputs["globalSecondaryIndexes"]] == ["by-customer", "zzz", "a-other"]
    units = ("readCapacity", "writeCapacity")
    places = [f"globalSecondaryIndexes[{place}].{name}" for place in range(3) for name in units]
    assert item.ignores == (*units, *places)
    assert made(change | {"reset_capacity": True}).one(TABLE).ignores == ()
    assert made({"indexes": [other]}).one(TABLE).ignores == ()
