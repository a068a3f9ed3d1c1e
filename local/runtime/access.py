"""The Kafka permissions of each role, read from its IAM policies.

The mapping from IAM actions to ACL operations: Amazon MSK developer guide, "Semantics of IAM authorization policy
actions and resources", https://docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html.
"""

import fnmatch
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from confluent_kafka.admin import AclOperation  # pyright: ignore[reportPrivateImportUsage] - public in its manual

from ..errors import LocalError
from ..state import Resource, StackState

ACTIONS: Mapping[str, tuple[str, AclOperation]] = {
    "DescribeCluster": ("cluster", AclOperation.DESCRIBE),
    "AlterCluster": ("cluster", AclOperation.ALTER),
    "DescribeClusterDynamicConfiguration": ("cluster", AclOperation.DESCRIBE_CONFIGS),
    "AlterClusterDynamicConfiguration": ("cluster", AclOperation.ALTER_CONFIGS),
    "WriteDataIdempotently": ("cluster", AclOperation.IDEMPOTENT_WRITE),
    "CreateTopic": ("topic", AclOperation.CREATE),
    "DescribeTopic": ("topic", AclOperation.DESCRIBE),
    "AlterTopic": ("topic", AclOperation.ALTER),
    "DeleteTopic": ("topic", AclOperation.DELETE),
    "DescribeTopicDynamicConfiguration": ("topic", AclOperation.DESCRIBE_CONFIGS),
    "AlterTopicDynamicConfiguration": ("topic", AclOperation.ALTER_CONFIGS),
    "ReadData": ("topic", AclOperation.READ),
    "WriteData": ("topic", AclOperation.WRITE),
    "DescribeGroup": ("group", AclOperation.DESCRIBE),
    "AlterGroup": ("group", AclOperation.READ),
    "DeleteGroup": ("group", AclOperation.DELETE),
    "DescribeTransactionalId": ("transactional-id", AclOperation.DESCRIBE),
    "AlterTransactionalId": ("transactional-id", AclOperation.WRITE),
}
KINDS = ("cluster", "topic", "group", "transactional-id")
CONNECT = "Connect"
PREFIX = "kafka-cluster:"


@dataclass(frozen=True)
class Grant:
    """One statement on Kafka in the policies of a role."""

    effect: str
    """`Allow` or `Deny`."""
    kind: str
    """One of `KINDS`."""
    name: str
    """Name of the topic, group or transactional id, `*` for all, or a prefix that ends in `*`."""
    operation: AclOperation


@dataclass(frozen=True)
class Access:
    """The Kafka permissions of one role."""

    role: str
    connects: bool
    """Whether the role has `kafka-cluster:Connect`; without it, it cannot connect at all."""
    grants: tuple[Grant, ...]


def role_access(state: StackState) -> dict[str, Access]:
    """Kafka access of every role in the state, by role ARN.

    Raises:
        LocalError: a statement has a form that ACLs cannot express.
    """
    clusters = [cluster.outputs["arn"] for cluster in state.of_type("aws:msk/cluster:Cluster")]
    return {
        role.outputs["arn"]: _access(role.outputs["name"], list(_statements(state, role)), clusters)
        for role in state.of_type("aws:iam/role:Role")
    }


def _statements(state: StackState, role: Resource) -> Iterator[dict[str, Any]]:
    """The statements of every policy of a role: inline, a resource of its own, or attached."""
    for policy in role.outputs.get("inlinePolicies") or []:
        yield from _document(policy.get("policy"))
    for policy in state.of_type("aws:iam/rolePolicy:RolePolicy"):
        if policy.inputs.get("role") in {role.outputs["name"], role.id}:
            yield from _document(policy.outputs.get("policy"))
    documents = {policy.outputs.get("arn"): policy for policy in state.of_type("aws:iam/policy:Policy")}
    for attachment in state.of_type("aws:iam/rolePolicyAttachment:RolePolicyAttachment"):
        attached = documents.get(attachment.inputs.get("policyArn"))
        if attached and attachment.inputs.get("role") in {role.outputs["name"], role.id}:
            yield from _document(attached.outputs.get("policy"))


def _document(policy: Any) -> list[dict[str, Any]]:
    parsed = json.loads(policy) if isinstance(policy, str) else policy or {}
    return _as_list(parsed.get("Statement"))


def _as_list(value: Any) -> list[Any]:
    """A list of values; IAM also accepts a single one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _access(role: str, statements: Iterable[dict[str, Any]], clusters: list[str]) -> Access:
    connects = False
    grants: list[Grant] = []
    for statement in statements:
        patterns = [action.removeprefix(PREFIX) for action in _as_list(statement.get("Action")) if _is_kafka(action)]
        if not patterns:
            continue
        if "NotResource" in statement or statement.get("Condition"):
            raise LocalError(
                f"role {role}, statement {statement.get('Sid', '?')}: Kafka's ACLs support neither NotResource nor "
                "conditions; list the resources instead"
            )
        resources = [named for arn in _as_list(statement.get("Resource")) for named in _resource(role, arn, clusters)]
        for action in (*ACTIONS, CONNECT):
            if not any(fnmatch.fnmatchcase(action, pattern) for pattern in patterns):
                continue
            if action == CONNECT:
                connects |= statement["Effect"] == "Allow" and any(kind == "cluster" for kind, _ in resources)
                continue
            wanted, operation = ACTIONS[action]
            grants += [Grant(statement["Effect"], kind, name, operation) for kind, name in resources if kind == wanted]
    return Access(role, connects, tuple(dict.fromkeys(grants)))


def _is_kafka(action: str) -> bool:
    return action == "*" or action.startswith(PREFIX)


def _resource(role: str, arn: str, clusters: list[str]) -> list[tuple[str, str]]:
    """Kind and name of the resources of an ARN on this cell's cluster; empty for another cluster."""
    if arn == "*":
        return [(kind, "kafka-cluster" if kind == "cluster" else "*") for kind in KINDS]
    kind, *path = arn.split(":", 5)[-1].split("/", 3)
    cluster = f"{arn.rsplit(':', 1)[0]}:cluster/{'/'.join(path[:2])}"
    if kind not in KINDS or not any(fnmatch.fnmatchcase(own, cluster) for own in clusters):
        return []
    if kind == "cluster":
        return [(kind, "kafka-cluster")]
    name = path[2] if len(path) > 2 else "*"  # noqa: PLR2004 - kind/cluster name/cluster uuid/name
    if "*" in name[:-1] or "?" in name:
        raise LocalError(f"role {role}: Kafka's ACLs cannot match {name!r}; use a name, or a prefix followed by `*`")
    return [(kind, name)]
