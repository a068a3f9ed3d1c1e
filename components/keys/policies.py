"""Statements of the keys' own policies: who administers, who uses, and which services act in their own name.

`Resource` is `*` in every statement: in a key policy it means the key itself, and AWS accepts nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from ..aws.kms import via_service
from ..aws.principals import LOG_GROUP
from ..core.cell import DataClass
from ..core.iam import Statement, budget_source
from ..core.outputs import joined
from . import grants
from .grants import Bound, Principal


@dataclass(frozen=True, kw_only=True)
class KeyScope:
    """What the policy of a key depends on beside its class."""

    account: pulumi.Output[str]
    region: str
    administrators: Sequence[pulumi.Input[str]] = ()
    """ARNs of roles; empty where IAM decides."""
    log_groups: Sequence[str] = ()
    """Patterns of the log groups that the key of logs may encrypt."""
    more_services: tuple[str, ...] = ()
    """Additional services through which roles may use the key."""


def key_statements(data_class: DataClass, scope: KeyScope) -> list[Statement]:
    """The policy of a class's key in a region."""
    callers = [via_service(service, scope.region) for service in grants.callers(data_class, scope.more_services)]
    return [
        *_administration(scope),
        # Services describe a key before they use it, some of them with their role and not by kms:ViaService.
        _account_statement(scope, "AccountSeesItByIam", ["kms:DescribeKey"]),
        _account_statement(
            scope, "RolesUseItThroughServices", grants.USE, {"StringEquals": {"kms:ViaService": callers}}
        ),
        *(_service_statement(scope, principal) for principal in grants.PRINCIPALS.get(data_class, ())),
        *_grants(data_class, scope),
    ]


def grant_conditions(services: str | Sequence[str]) -> dict[str, dict[str, Any]]:
    """Grants only for resources of AWS, and only through these services."""
    return {"Bool": {"kms:GrantIsForAWSResource": "true"}, "StringEquals": {"kms:ViaService": services}}


def _administration(scope: KeyScope) -> list[Statement]:
    if not scope.administrators:
        return [_account_statement(scope, "AccountAdministersByIam", grants.ADMINISTRATION)]
    root_user = {"StringEquals": {"aws:PrincipalType": "Account"}}
    return [
        _statement("Administrators", {"AWS": list(scope.administrators)}, grants.ADMINISTRATION),
        _account_statement(scope, "RootUserRecovers", grants.RECOVERY, root_user),
    ]


def _grants(data_class: DataClass, scope: KeyScope) -> list[Statement]:
    services = sorted({*grants.granting(data_class), *scope.more_services})
    if not services:
        return []
    conditions = grant_conditions([via_service(service, scope.region) for service in services])
    return [_account_statement(scope, "ServicesKeepGrants", grants.GRANTS, conditions)]


def _account_statement(
    scope: KeyScope, sid: str, actions: Sequence[str], condition: dict[str, Any] | None = None
) -> Statement:
    """A statement for the account: it permits what the policy of a role allows."""
    root = joined("arn:aws:iam::", scope.account, ":root")
    return _statement(sid, {"AWS": root}, actions, condition)


def _service_statement(scope: KeyScope, principal: Principal) -> Statement:
    service = {"Service": principal.service.format(region=scope.region)}
    return _statement(principal.sid, service, principal.actions, _source_condition(scope, principal.bound))


def _source_condition(scope: KeyScope, bound: Bound) -> dict[str, Any] | None:
    if bound is Bound.NONE:
        return None
    if bound is Bound.BUDGETS:
        return budget_source(scope.account)
    groups = [
        joined(f"arn:aws:logs:{scope.region}:", scope.account, f":log-group:{group}") for group in scope.log_groups
    ]
    return {"ArnLike": {LOG_GROUP: groups}}


def _statement(
    sid: str, principal: dict[str, Any], actions: Sequence[str], condition: dict[str, Any] | None = None
) -> Statement:
    statement: Statement = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": principal,
        "Action": list(actions),
        "Resource": "*",
    }
    if condition:
        statement["Condition"] = condition
    return statement
