"""The key policies of a cell: who administers, who uses, and which services use in their own name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pulumi

from ..core.cell import DataClass
from ..core.iam import Statement, document
from . import grants as key_grants
from .grants import Bound, Principal

ROLE_PATTERN = r"arn:aws[a-z-]*:iam::\d{12}:role/[\w+=,.@/-]+"
"""A role's ARN (AWS IAM user guide, IAM identifiers)."""


@dataclass(frozen=True)
class KeyPolicy:
    """What the policies of one cell's keys have in common."""

    cell: str
    account: pulumi.Output[str]
    administrators: Sequence[pulumi.Input[str]]
    """Role ARNs; none for whoever IAM lets."""
    log_groups: Sequence[str]
    """Patterns of the names of log groups that the key of logs may encrypt."""

    def document(self, data_class: DataClass, region: str, more_services: tuple[str, ...]) -> pulumi.Output[str]:
        """The policy of a class's key in a region.

        `Resource` is `*` in every statement: in a key policy it means the key itself, and AWS takes nothing else.
        """
        services = [
            key_grants.via_service(service, region) for service in key_grants.callers(data_class, more_services)
        ]
        statements = [
            *self._administration(),
            # Services look at a key before they use it, some in their role's name and not through themselves.
            self._account("AccountSeesItByIam", ["kms:DescribeKey"]),
            self._account("RolesUseItThroughServices", key_grants.USE, {"StringEquals": {"kms:ViaService": services}}),
            *(self._principal(row, region) for row in key_grants.PRINCIPALS.get(data_class, ())),
        ]
        granting = [
            key_grants.via_service(service, region)
            for service in sorted({*key_grants.granting(data_class), *more_services})
        ]
        if granting:
            condition = {"Bool": {"kms:GrantIsForAWSResource": "true"}, "StringEquals": {"kms:ViaService": granting}}
            statements.append(self._account("ServicesKeepGrants", key_grants.GRANTS, condition))
        return document(statements)

    def _administration(self) -> list[Statement]:
        if not self.administrators:
            return [self._account("AccountAdministersByIam", key_grants.ADMINISTRATION)]
        root_user = {"StringEquals": {"aws:PrincipalType": "Account"}}
        return [
            _statement("Administrators", {"AWS": list(self.administrators)}, key_grants.ADMINISTRATION),
            self._account("RootUserRecovers", key_grants.RECOVERY, root_user),
        ]

    def _account(self, sid: str, actions: Sequence[str], condition: dict[str, Any] | None = None) -> Statement:
        """A statement for the account: what a role's own policy allows it, this lets through."""
        return _statement(
            sid, {"AWS": pulumi.Output.concat("arn:aws:iam::", self.account, ":root")}, actions, condition
        )

    def _principal(self, row: Principal, region: str) -> Statement:
        principal = {"Service": row.service.format(region=region)}
        return _statement(row.sid, principal, row.actions, self._bound(row.bound, region))

    def _bound(self, bound: Bound, region: str) -> dict[str, Any]:
        if bound is Bound.ACCOUNT:
            return {"StringEquals": {"aws:SourceAccount": self.account}}
        groups = [
            pulumi.Output.concat(f"arn:aws:logs:{region}:", self.account, f":log-group:{group}")
            for group in self.log_groups
        ]
        return {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}


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
