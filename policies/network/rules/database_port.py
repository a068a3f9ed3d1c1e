"""Databases on the port that every scanner tries."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_present
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_DEFAULT_PORTS = {
    "aurora-mysql": 3306,
    "aurora-postgresql": 5432,
    "mysql": 3306,
    "mariadb": 3306,
    "postgres": 5432,
    "oracle": 1521,
    "sqlserver": 1433,
}


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    behind_own_groups: bool = parameter(
        default=True,
        description="Whether the default port will do while vpcSecurityGroupIds names who may come to it.",
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on the engine's default port, where the cluster stands in the VPC's default group, or anywhere."""
    port, engine = resource["port"], resource["engine"]
    for value in (port, engine):
        if value.unknown:
            yield NotEvaluated(value.path)
            return
    if not port.absent and port.number != _default(engine.text):
        return
    if parameters.behind_own_groups:
        groups = resource["vpcSecurityGroupIds"]
        yield from require_present(resource, groups, "leaves the default port to the VPC's default security group")
    else:
        yield Finding(port.path, "is the engine's default port")


def _default(engine: str) -> int | None:
    return next((port for family, port in _DEFAULT_PORTS.items() if engine.startswith(family)), None)


RULE = Rule(
    id="database-port",
    title="Databases do not wait on their default port",
    description="Scanners try default ports first; one is no harm where security groups of its own admit no scanner.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set vpcSecurityGroupIds to groups that admit named callers only, or port to another than the default",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23",
    check=check,
    controls=("D4",),
    scope=Scope.STACK,
    parameters=Parameters,
)
