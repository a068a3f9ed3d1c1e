"""Each role that AWS uses has what AWS documents for it, on resources that the actions accept."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from policy_sentry.querying.actions import get_action_data

from tests.components.all_samples import recorders
from tests.components.policy_documents import texts

ROWS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("role_rights.toml").read_text())["role"]

each_row = pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])

WITHOUT_ARN = {"sns:Publish"}
"""Actions that components allow on what has no ARN: a phone number (Amazon Cognito developer guide, SMS message
settings: `sns:publish` on `*`). Topics are denied to the same role."""

OWN_CODE = {"ecs-tasks.amazonaws.com": "-start"}
"""Services with roles that only the code of the cell uses, and how the names of the others end."""


@dataclass(frozen=True)
class Role:
    """A role with its inline policy and its attached policies."""

    label: str
    name: str
    service: str
    statements: tuple[Mapping[str, Any], ...]
    attached: tuple[str, ...]

    @property
    def allowed(self) -> dict[str, list[str]]:
        """Each allowed action with its resources."""
        found: dict[str, list[str]] = {}
        for statement in self.statements:
            if statement["Effect"] == "Allow":
                for action in texts(statement["Action"]):
                    found.setdefault(action, []).extend(texts(statement["Resource"]))
        return found


@cache
def roles() -> tuple[Role, ...]:
    """Every role of every program."""
    return tuple(_roles())


def _roles() -> Iterator[Role]:
    for label, recorder in recorders().items():
        inline: dict[str, list[Mapping[str, Any]]] = {}
        attached: dict[str, list[str]] = {}
        for policy in recorder.of_type("aws:iam/rolePolicy:RolePolicy"):
            inline.setdefault(policy.inputs["role"], []).extend(json.loads(policy.inputs["policy"])["Statement"])
        for attachment in recorder.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
            attached.setdefault(attachment.inputs["role"], []).append(attachment.inputs["policyArn"])
        for role in recorder.of_type("aws:iam/role:Role"):
            (trusted,) = json.loads(role.inputs["assumeRolePolicy"])["Statement"]
            name = role.inputs.get("name", role.name)  # a mock names what has no name after its resource
            yield Role(
                label,
                name,
                trusted["Principal"]["Service"],
                tuple(inline.get(name, ())),
                tuple(attached.get(name, ())),
            )


def applies(row: Mapping[str, Any], role: Role) -> bool:
    """Whether a row is about a role."""
    begins = any(action.startswith(row.get("when", "")) for action in role.allowed) or "when" not in row
    is_other = row.get("unless") in role.allowed
    return role.service == row["service"] and role.name.endswith(row.get("role", "")) and begins and not is_other


def lacking(row: Mapping[str, Any], role: Role) -> list[str]:
    """The required actions that the role does not have on any resource of their kind."""
    return [
        action
        for action in row.get("actions", [])
        if not any(accepts(action, resource) for resource in role.allowed.get(action, []))
    ]


def accepts(action: str, resource: str) -> bool:
    """Whether an action has a kind of resource that the ARN pattern can name (service authorization reference)."""
    service, name = action.split(":")
    rows = get_action_data(service, name)
    assert rows, f"{action} is not an action"
    formats = {re.sub(r"\$\{[^}]*\}", "*", row["resource_arn_format"]) for row in rows[service]}
    # An action without resources of its own has only the format `*`; the others also have it for their extra rows.
    named = formats - {"*"}
    if not named or action in WITHOUT_ARN:
        return resource == "*"
    # The recorder makes ARNs of a service named `mock`.
    return ":mock:" in resource or any(same_kind(resource, pattern) for pattern in named)


def same_kind(resource: str, pattern: str) -> bool:
    """Whether an ARN pattern can name a resource of a format: the same service, then text that both patterns match."""
    resource_parts, parts = resource.split(":", 5), pattern.split(":", 5)
    if len(resource_parts) != len(parts):
        return False
    return all(overlap(one, other) for one, other in zip(resource_parts, parts, strict=True))


def overlap(one: str, other: str) -> bool:
    """Whether a text exists that both patterns match; `*` stands for any text."""

    @cache
    def from_(i: int, j: int) -> bool:
        if i == len(one) or j == len(other):
            return not (one[i:] + other[j:]).strip("*")
        if one[i] == "*":
            return from_(i + 1, j) or from_(i, j + 1)
        if other[j] == "*":
            return from_(i, j + 1) or from_(i + 1, j)
        return one[i] == other[j] and from_(i + 1, j + 1)

    return from_(0, 0)


@each_row
def test_roles_have_what_aws_requires(row: Mapping[str, Any]) -> None:
    """Every required action is allowed on a resource that the action accepts, or by the attached managed policy."""
    about = [role for role in roles() if applies(row, role)]
    assert about, "no role needs the row"
    for role in about:
        assert lacking(row, role) == [], f"{role.label}: {role.name}"
        assert "attached" not in row or row["attached"] in role.attached, f"{role.label}: {role.name}"


@each_row
def test_a_right_that_is_left_out_has_its_reason(row: Mapping[str, Any]) -> None:
    """What a page lists and a role does not have is named with the reason, and nothing is both."""
    assert set(row.get("actions", [])) & set(row.get("without", {})) == set()
    assert all(len(reason) > len("no reason") for reason in row.get("without", {}).values())
    assert row["source"]
    for role in roles():
        if applies(row, role) and "when" not in row:
            assert set(row.get("without", {})) & set(role.allowed) == set(), role.name


def test_every_role_that_aws_uses_has_a_row() -> None:
    """A new service principal, or a new role of one, needs a row with its page."""
    for role in roles():
        if role.name.endswith(OWN_CODE.get(role.service, "")):
            assert [row["name"] for row in ROWS if applies(row, role)], f"{role.label}: {role.name}"


def test_every_allowed_action_reaches_a_resource_of_its_kind() -> None:
    """An action on an ARN of another kind grants nothing: a log group for a stream, a table for its backup."""
    wrong = {
        f"{role.name}: {action}"
        for role in roles()
        for action, resources in role.allowed.items()
        if not action.endswith("*") and not any(accepts(action, resource) for resource in resources)
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("action", "resource", "expected"),
    [
        ("logs:PutLogEvents", "arn:aws:logs:eu-west-1:1:log-group:g:*", True),
        ("logs:DescribeLogGroups", "arn:aws:logs:eu-west-1:1:log-group:g:*", False),
        ("logs:DescribeLogGroups", "*", True),
        ("dynamodb:DeleteBackup", "arn:aws:dynamodb:eu-west-1:1:table/lisbon-*/backup/*", True),
        ("rds:DeleteDBClusterSnapshot", "arn:aws:rds:eu-west-1:1:cluster:lisbon-*", False),
        ("s3:ListBucket", "arn:aws:s3:::lisbon-*", True),
        ("kafka:DescribeCluster", "arn:aws:s3:::lisbon-*", False),
    ],
)
def test_kinds_of_resources_are_told_apart(action: str, resource: str, *, expected: bool) -> None:
    """The patterns of a statement are compared with the formats of the service authorization reference."""
    assert accepts(action, resource) is expected
