"""Copies of data that other accounts may take."""

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
    """With whom snapshots are shared."""

    accounts: tuple[str, ...] = parameter((), "Accounts with which snapshots and images may be shared.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each account that may copy data, on everyone, and on a block of public sharing that is off."""

    def shared(account: Value) -> bool:
        return account.absent or account.text in {*parameters.accounts} - {"all"}

    if resource.type == _BLOCK:
        yield from require(resource["state"], lambda state: state.text != "unblocked", "lets snapshots be public")
        return
    if resource["sharedAccounts"].unknown:
        yield NotEvaluated("sharedAccounts")
        return
    for account in (*resource["sharedAccounts"].elements(), resource["accountId"]):
        reason = "shares it with everyone" if account.text == "all" else "shares it with another account"
        yield from require(account, shared, reason)
    for wide in ("group", "organizationArn", "organizationalUnitArn"):
        yield from require(resource[wide], lambda given: given.absent, "shares it with more than one account")


RULE = Rule(
    id="snapshot-sharing",
    title="Snapshots and images are shared with known accounts only",
    description="Whoever may restore a snapshot has all the data in it, past every policy on the database or volume.",
    severity=Severity.CRITICAL,
    types=(*_DATABASES, _IMAGE, _VOLUME, _BLOCK),
    remediation="Remove the account from sharedAccounts, or name it in the knob accounts; never share with all",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-1",
    check=check,
    references=Reference(security_hub=("RDS.1", "EC2.1")),
    parameters=Parameters,
)
