"""Default ports of RDS databases."""

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
        description="Whether the default port is accepted if vpcSecurityGroupIds is set.",
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on the engine's default port, unless the database has custom security groups and these are accepted."""
    port, engine = resource["port"], resource["engine"]
    for value in (port, engine):
        if value.unknown:
            yield NotEvaluated(value.path)
            return
    if not port.absent and port.number != _default(engine.text):
        return
    if parameters.behind_own_groups:
        groups = resource["vpcSecurityGroupIds"]
        yield from require_present(
            resource, groups, "is not set, so the VPC's default security group guards the default port"
        )
    else:
        yield Finding(port.path, "is the engine's default port")


def _default(engine: str) -> int | None:
    return next((port for family, port in _DEFAULT_PORTS.items() if engine.startswith(family)), None)


RULE = Rule(
    id="database-port",
    title="RDS databases do not expose the engine's default port",
    description="Scanners try default ports first. A default port is acceptable behind custom security groups.",
    severity=Severity.LOW,
    types=(aws.RDS_CLUSTER, aws.RDS_INSTANCE),
    remediation="Set vpcSecurityGroupIds to custom security groups, or set port to a value other than the default",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-23",
    check=check,
    controls=("D4",),
    scope=Scope.STACK,
    parameters=Parameters,
)
