"""Stores that the stack's backup plan forgets."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.backups import selected
from ...checks import unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Whether a plan is asked for."""

    required: bool = parameter(False, "Whether a stack without any backup plan is wrong, too.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a kept database or table that no backup selection takes, in a stack that has one."""
    if parameters.required or any(resource.stack.of(aws.BACKUP_SELECTION)):
        yield from unless_disposable(resource, _evaluate(resource))


def _evaluate(resource: Resource) -> Results:
    taken = selected(resource)
    if taken is None:
        yield NotEvaluated("tags")
    elif not taken:
        yield Finding("", "is in no backup plan")


RULE = Rule(
    id="backup-plan",
    title="Backup plans leave out no database and no table",
    description="Copies in a vault outlive the account's mistakes, which a store's own backups do not.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.DYNAMODB_TABLE),
    remediation="Let a backup Selection name its ARN, or carry the tags that a Selection asks for",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-26",
    check=check,
    controls=("F3", "F12"),
    parameters=Parameters,
    scope=Scope.STACK,
)
