"""Backup plans of databases and tables."""

from dataclasses import dataclass

from ...aws import types as aws
from ...aws.backups import selected
from ...checks import unless_disposable
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    required: bool = parameter(False, "Whether a stack must have a backup plan.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a database or table outside the stack's backup plans, unless it is tagged `disposable`."""
    if parameters.required or any(resource.stack.of(aws.BACKUP_SELECTION)):
        yield from unless_disposable(resource, _evaluate(resource))


def _evaluate(resource: Resource) -> Results:
    taken = selected(resource)
    if taken is None:
        yield NotEvaluated("tags")
    elif not taken:
        yield Finding("", "is not in a backup plan")


RULE = Rule(
    id="backup-plan",
    title="Backup plans include every database and table",
    description="Copies in a vault survive mistakes in the account. The automated backups of a store do not.",
    severity=Severity.MEDIUM,
    types=(aws.RDS_CLUSTER, aws.DYNAMODB_TABLE),
    remediation="Add the ARN of the resource or one of its tags to a backup Selection",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-26",
    check=check,
    controls=("F3", "F12"),
    parameters=Parameters,
    scope=Scope.STACK,
)
