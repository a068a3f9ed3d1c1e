"""Who asked a load balancer for what."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Which logs a team keeps beside the one of each request; they are more to store and are off for most."""

    connection_logs: bool = parameter(
        default=False, description="Whether the log of each TLS connection must be on as well, for who uses mutual TLS."
    )
    health_check_logs: bool = parameter(
        default=False, description="Whether the log of each health check must be on as well."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an application load balancer that keeps no log of its requests; the other kinds see none."""
    kind = resource["loadBalancerType"]
    if kind.text not in {"", "application"}:
        return
    wanted = {
        "accessLogs": True,
        "connectionLogs": parameters.connection_logs,
        "healthCheckLogs": parameters.health_check_logs,
    }
    for log in (name for name, on in wanted.items() if on):
        for result in require_true(resource[log]["enabled"], "is off"):
            yield NotEvaluated(kind.path) if kind.unknown else result


RULE = Rule(
    id="load-balancer-logs",
    title="Load balancers log each request",
    description="The access log tells who asked for what, and what a client was told when no service saw the call.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set accessLogs.enabled to true and accessLogs.bucket to one that lets load balancers write",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
    check=check,
    controls=("E5",),
    parameters=Parameters,
)
