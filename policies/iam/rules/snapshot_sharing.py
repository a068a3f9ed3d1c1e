"""Sharing of snapshots and images."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...model.values import Value
from ...rule import NotEvaluated, Reference, Resource, Results, Rule, Severity, parameter

_DATABASES = (
    aws.RDS_CLUSTER_SNAPSHOT,
    aws.RDS_CLUSTER_SNAPSHOT_COPY,
    aws.RDS_SNAPSHOT,
    aws.RDS_SNAPSHOT_COPY,
)
_IMAGE = aws.EC2_AMI_LAUNCH_PERMISSION
_VOLUME = aws.EC2_SNAPSHOT_CREATE_VOLUME_PERMISSION
_BLOCK = aws.EBS_SNAPSHOT_BLOCK_PUBLIC_ACCESS


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    accounts: tuple[str, ...] = parameter((), "Accounts that snapshots and images may be shared with.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each account that snapshots or images are shared with, and on a disabled block of public sharing."""

    def shared(account: Value) -> bool:
        return account.absent or account.text in {*parameters.accounts} - {"all"}

    if resource.type == _BLOCK:
        yield from require(
            resource["state"], lambda state: state.text != "unblocked", "is unblocked, so snapshots can be public"
        )
        return
    if resource["sharedAccounts"].unknown:
        yield NotEvaluated("sharedAccounts")
        return
    for account in (*resource["sharedAccounts"].elements(), resource["accountId"]):
        reason = (
            "shares the data with every account" if account.text == "all" else "shares the data with another account"
        )
        yield from require(account, shared, reason)
    for wide in ("group", "organizationArn", "organizationalUnitArn"):
        yield from require(resource[wide], lambda given: given.absent, "shares the data with more than one account")


RULE = Rule(
    id="snapshot-sharing",
    title="Snapshots and images are shared only with trusted accounts",
    description=(
        "A principal that can restore a snapshot has all its data, regardless of any policy on the database or volume."
    ),
    severity=Severity.CRITICAL,
    types=(*_DATABASES, _IMAGE, _VOLUME, _BLOCK),
    remediation="Remove the account from sharedAccounts, or add it to the parameter accounts. Never share with all",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",
    check=check,
    references=Reference(security_hub=("RDS.1", "EC2.1")),
    parameters=Parameters,
)
