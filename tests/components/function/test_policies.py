"""The role of a function: statement by statement."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from components import Function
from tests.components.recording import ACCOUNT, REGION, Recorder, record
from tests.components.samples.function import CLUSTER, KEY, PLACEMENT, SAMPLE, SOURCE, TABLE, USES

POLICY = "aws:iam/rolePolicy:RolePolicy"
ALWAYS = {"WriteLogs", "Trace"}
CONSUMING = {
    "ConnectToConsume",
    "Consume",
    "Group",
    "Connect",
    "Produce",
    "FindCluster",
    "FindBrokers",
    "ReadBrokerSettings",
}
INTERFACES = {"NetworkInterfaces", "FindNetwork", "NotFromCode"}


def statements(**change: Any) -> dict[str, Mapping[str, Any]]:
    """The role's statements by their ids."""
    args: Any = SAMPLE.args(change)
    recorder: Recorder = record(lambda: Function("part", args))
    found = json.loads(recorder.one(POLICY).inputs["policy"])["Statement"]
    return {statement["Sid"]: statement for statement in found}


def test_a_function_that_uses_nothing_logs_and_traces_only() -> None:
    """It writes to its own log group and to no other."""
    found = statements()
    assert set(found) == ALWAYS
    assert found["WriteLogs"]["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert found["WriteLogs"]["Resource"].endswith(":part-log-group:*")
    assert found["Trace"]["Resource"] == "*"


def test_what_it_uses_is_allowed_by_name() -> None:
    """One table, with its key through DynamoDB."""
    found = statements(uses=USES)
    assert set(found) == {*ALWAYS, "Table0", "TableKey0"}
    assert (found["Table0"]["Action"], found["Table0"]["Resource"]) == (["dynamodb:GetItem"], TABLE)
    key = found["TableKey0"]
    assert (key["Action"], key["Resource"]) == (["kms:Decrypt", "kms:DescribeKey"], KEY)
    assert key["Condition"]["StringEquals"] == {"kms:ViaService": f"dynamodb.{REGION}.amazonaws.com"}


def test_a_source_reads_its_topic_and_writes_the_failure_topic() -> None:
    """The group is the function's own; pollers find the cluster and read its settings."""
    found = statements(kafka_source=SOURCE)
    assert set(found) == ALWAYS | CONSUMING | INTERFACES
    topic, group = (CLUSTER.replace(":cluster/", f":{kind}/") for kind in ("topic", "group"))
    assert found["Consume"]["Resource"] == [f"{topic}/order-events"]
    assert found["Produce"]["Resource"] == [f"{topic}/failed-records"]
    assert found["Group"]["Resource"] == f"{group}/lisbon-project-orders"
    assert found["FindCluster"]["Resource"] == found["ReadBrokerSettings"]["Resource"] == CLUSTER


def test_topics_that_it_writes_itself_are_allowed_beside_the_failure_topic() -> None:
    """`uses` and `kafka_source` end in one statement for producing."""
    kafka = {"cluster_arn": CLUSTER, "produce": ["tracking-updates"]}
    found = statements(kafka_source=SOURCE, uses={"kafka": kafka})
    topic = CLUSTER.replace(":cluster/", ":topic/")
    assert found["Produce"]["Resource"] == [f"{topic}/failed-records", f"{topic}/tracking-updates"]


def test_a_placed_function_gets_interfaces_that_its_code_cannot_change() -> None:
    """Lambda makes network interfaces with the role; the same calls from the code are denied."""
    found = statements(placement=PLACEMENT)
    assert set(found) == ALWAYS | INTERFACES
    change = [
        "ec2:AssignPrivateIpAddresses",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:UnassignPrivateIpAddresses",
    ]
    assert found["NetworkInterfaces"]["Action"] == change
    assert found["NetworkInterfaces"]["Resource"] == f"arn:aws:ec2:{REGION}:{ACCOUNT}:*/*"
    denied = found["NotFromCode"]
    assert denied["Effect"] == "Deny"
    assert set(denied["Action"]) == {*change, *found["FindNetwork"]["Action"], "ec2:DetachNetworkInterface"}
    code = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:lisbon-project-orders"
    assert denied["Condition"] == {"ArnEquals": {"lambda:SourceFunctionArn": code}}


def test_the_code_of_every_version_is_denied_interfaces() -> None:
    """With an alias the code runs as a version."""
    found = statements(placement=PLACEMENT, live_alias=True)["NotFromCode"]["Condition"]["ArnEquals"]
    code = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:lisbon-project-orders"
    assert found == {"lambda:SourceFunctionArn": [code, f"{code}:*"]}


PLAIN_SOURCE = {key: value for key, value in SOURCE.items() if key != "failed_topic"}


@pytest.mark.parametrize(
    ("kind", "arn", "granted", "service", "key_actions"),
    [
        ("queue", "arn:aws:sqs:eu-west-1:1:q", {"sqs:SendMessage"}, "sqs", ["kms:Decrypt", "kms:GenerateDataKey"]),
        ("notification-topic", "arn:aws:sns:e:1:t", {"sns:Publish"}, "sns", ["kms:Decrypt", "kms:GenerateDataKey"]),
        ("bucket", "arn:aws:s3:::b", {"s3:PutObject", "s3:ListBucket"}, "s3", ["kms:GenerateDataKey"]),
    ],
)
def test_a_destination_gets_only_what_it_needs(
    kind: str, arn: str, granted: set[str], service: str, key_actions: list[str]
) -> None:
    """And no topic may be written; its key is used through its service only."""
    destination = {"kind": kind, "arn": arn, "key_arn": KEY}
    found = statements(kafka_source=PLAIN_SOURCE | {"failure_destination": destination})
    assert "Produce" not in found
    kept = [found[sid] for sid in ("KeepFailures", "FindFailures") if sid in found]
    assert {action for statement in kept for action in statement["Action"]} == granted
    assert [statement["Resource"] for statement in kept] == ([f"{arn}/*", arn] if kind == "bucket" else [arn])
    key = found["FailuresKey"]
    assert (key["Action"], key["Resource"]) == (key_actions, KEY)
    assert key["Condition"]["StringEquals"] == {"kms:ViaService": f"{service}.{REGION}.amazonaws.com"}
    assert "FailuresKey" not in statements(
        kafka_source=PLAIN_SOURCE | {"failure_destination": {"kind": kind, "arn": arn}}
    )
