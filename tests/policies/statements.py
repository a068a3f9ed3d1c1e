"""Wildcards put into every granting statement of every document, and the rule that finds each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from policies.aws.iam.documents import (
    IDENTITY_POLICIES,
    KEY_POLICIES,
    RESOURCE_POLICIES,
    TRUST_POLICIES,
    Document,
    documents,
)
from policies.engine.evaluation import Member
from policies.rule import Resource
from tests.policies.property_paths import Steps, steps


@dataclass(frozen=True)
class Wildcard:
    """Elements of a statement that grant too much."""

    rule: str
    places: Mapping[str, tuple[str, ...]]
    """The kind of documents, as `policies.aws.iam.documents` lists them."""
    elements: Mapping[str, Any]
    without: tuple[str, ...] = field(default=("NotAction", "NotResource", "NotPrincipal", "Condition"))
    """Elements that would contradict it."""

    def applied(self, statement: Mapping[str, Any]) -> dict[str, Any]:
        """A statement with these elements."""
        kept = {key: value for key, value in statement.items() if key not in self.without}
        return kept | dict(self.elements)


_EVERYONE: tuple[Any, ...] = ("*", {"AWS": "*"})

WILDCARDS = (
    Wildcard("bare-action-wildcard", IDENTITY_POLICIES, {"Action": "*"}),
    Wildcard("service-wildcard", IDENTITY_POLICIES, {"Action": ["s3:*"]}),
    Wildcard("admin-wildcard", IDENTITY_POLICIES, {"Action": "*", "Resource": "*"}),
    Wildcard("admin-wildcard", IDENTITY_POLICIES, {"NotAction": "iam:*", "Resource": "*"}, ("Action", "NotResource")),
    Wildcard("resource-wildcard", IDENTITY_POLICIES, {"Action": "s3:PutObject", "Resource": "*"}),
    Wildcard("data-reads", IDENTITY_POLICIES, {"Action": "s3:GetObject", "Resource": "*"}),
    Wildcard("decrypt-any-key", IDENTITY_POLICIES, {"Action": "kms:Decrypt", "Resource": "*"}),
    Wildcard("pass-role", IDENTITY_POLICIES, {"Action": "iam:PassRole", "Resource": "*"}),
    *(Wildcard("trust-anyone", TRUST_POLICIES, {"Principal": everyone}) for everyone in _EVERYONE),
    *(Wildcard("public-resource", RESOURCE_POLICIES, {"Principal": everyone}) for everyone in _EVERYONE),
    Wildcard("cross-account", RESOURCE_POLICIES, {"Principal": {"AWS": "arn:aws:iam::210987654321:root"}}),
    *(Wildcard("key-policy", KEY_POLICIES, {"Principal": everyone}) for everyone in _EVERYONE),
)


def granting(member: Member, places: Mapping[str, tuple[str, ...]]) -> Iterator[Steps]:
    """Where a resource's granting statements are."""
    found: Iterator[Document] = documents(Resource(member.type, member.properties), places)
    for document in found:
        yield from (steps(statement.path) for statement in document.statements if statement.allows)
