"""Kafka permissions from IAM policies."""

import json
from typing import Any

import pytest
from confluent_kafka.admin import AclOperation  # pyright: ignore[reportPrivateImportUsage] - public in its manual

from local.errors import LocalError
from local.runtime.access import Access, Grant, role_access
from local.state import Resource, StackState

CLUSTER = "arn:aws:kafka:eu-south-2:111122223333:cluster/thin/uuid-1"
TOPIC = "arn:aws:kafka:eu-south-2:111122223333:topic/thin/uuid-1"
GROUP = "arn:aws:kafka:eu-south-2:111122223333:group/thin/uuid-1"
ROLE = "arn:aws:iam::111122223333:role/writer"


def _resource(token: str, inputs: dict[str, Any] | None = None, **outputs: Any) -> Resource:
    return Resource(
        urn=f"urn::{token}",
        type=token,
        name="x",
        id=outputs.get("name", "x"),
        parent="",
        inputs=inputs or {},
        outputs=outputs,
    )


def _access(*statements: dict[str, Any]) -> Access:
    policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
    state = StackState(
        "thin",
        (
            _resource("aws:msk/cluster:Cluster", arn=CLUSTER),
            _resource("aws:iam/role:Role", arn=ROLE, name="writer"),
            _resource("aws:iam/rolePolicy:RolePolicy", {"role": "writer"}, policy=policy),
        ),
    )
    return role_access(state)[ROLE]


def _allow(actions: str | list[str], resources: str | list[str]) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resources}


@pytest.mark.parametrize(
    ("statement", "grants"),
    [
        pytest.param(
            _allow(["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"], [f"{TOPIC}/order-events"]),
            [("topic", "order-events", AclOperation.DESCRIBE), ("topic", "order-events", AclOperation.WRITE)],
            id="write-one-topic",
        ),
        pytest.param(
            _allow("kafka-cluster:ReadData", f"{TOPIC}/order-*"),
            [("topic", "order-*", AclOperation.READ)],
            id="prefix",
        ),
        pytest.param(
            _allow("kafka-cluster:*Group", f"{GROUP}/dispatcher"),
            [
                ("group", "dispatcher", AclOperation.DESCRIBE),
                ("group", "dispatcher", AclOperation.READ),
                ("group", "dispatcher", AclOperation.DELETE),
            ],
            id="pattern-of-actions",
        ),
        pytest.param(_allow("kafka-cluster:ReadData", "*"), [("topic", "*", AclOperation.READ)], id="every-resource"),
        pytest.param(
            _allow("kafka-cluster:WriteDataIdempotently", CLUSTER),
            [("cluster", "kafka-cluster", AclOperation.IDEMPOTENT_WRITE)],
            id="cluster",
        ),
        pytest.param(_allow("kafka-cluster:WriteData", f"{GROUP}/x"), [], id="action-on-another-kind"),
        pytest.param(
            _allow("kafka-cluster:WriteData", f"{TOPIC.replace('uuid-1', 'uuid-2')}/order-events"),
            [],
            id="another-cluster",
        ),
        pytest.param(_allow("dynamodb:GetItem", "*"), [], id="another-service"),
    ],
)
def test_statement_becomes_grants(statement: dict[str, Any], grants: list[tuple[str, str, AclOperation]]) -> None:
    """A statement grants exactly the operations of its actions on its resources."""
    expected = tuple(Grant("Allow", kind, name, operation) for kind, name, operation in grants)
    assert expected == _access(statement).grants


@pytest.mark.parametrize(
    ("statement", "connects"),
    [
        pytest.param(_allow("kafka-cluster:Connect", CLUSTER), True, id="this-cluster"),
        pytest.param(_allow("kafka-cluster:Connect", CLUSTER.replace("thin", "other")), False, id="another-cluster"),
        pytest.param(_allow("kafka-cluster:WriteData", f"{TOPIC}/x"), False, id="without-connect"),
    ],
)
def test_a_role_connects_only_if_granted(statement: dict[str, Any], *, connects: bool) -> None:
    """A role connects only with `Connect` on this cluster."""
    assert connects == _access(statement).connects


def test_deny_becomes_a_deny() -> None:
    """A deny statement becomes a deny grant."""
    statement = {"Effect": "Deny", "Action": "kafka-cluster:ReadData", "Resource": f"{TOPIC}/order-events"}
    assert (Grant("Deny", "topic", "order-events", AclOperation.READ),) == _access(statement).grants


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        pytest.param(_allow("kafka-cluster:ReadData", f"{TOPIC}/*-events"), r"cannot match '\*-events'", id="suffix"),
        pytest.param(
            {**_allow("kafka-cluster:ReadData", "*"), "Condition": {"StringEquals": {"aws:RequestedRegion": "x"}}},
            "conditions",
            id="condition",
        ),
    ],
)
def test_statements_that_acls_cannot_express_are_rejected(statement: dict[str, Any], message: str) -> None:
    """A statement that ACLs cannot express is an error with the name of the role."""
    with pytest.raises(LocalError, match=f"role writer.*{message}"):
        _access(statement)


def test_inline_and_attached_policies_count() -> None:
    """Inline policies and attached customer managed policies grant permissions too."""
    inline = json.dumps({"Statement": _allow("kafka-cluster:Connect", "*")})
    attached = json.dumps({"Statement": _allow("kafka-cluster:ReadData", f"{TOPIC}/a")})
    state = StackState(
        "thin",
        (
            _resource("aws:msk/cluster:Cluster", arn=CLUSTER),
            _resource("aws:iam/role:Role", arn=ROLE, name="writer", inlinePolicies=[{"policy": inline}]),
            _resource("aws:iam/policy:Policy", arn="arn:policy", policy=attached),
            _resource(
                "aws:iam/rolePolicyAttachment:RolePolicyAttachment", {"role": "writer", "policyArn": "arn:policy"}
            ),
        ),
    )
    access = role_access(state)[ROLE]
    assert access == Access("writer", connects=True, grants=(Grant("Allow", "topic", "a", AclOperation.READ),))
