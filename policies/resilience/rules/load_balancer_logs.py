"""Logs of load balancers."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require_true
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule. Both additional logs need storage, and most users do not enable them."""

    connection_logs: bool = parameter(
        default=False, description="Whether connection logs must be enabled too, which are useful with mutual TLS."
    )
    health_check_logs: bool = parameter(default=False, description="Whether health check logs must be enabled too.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on an application load balancer without access logs. Other types do not log requests."""
    kind = resource["loadBalancerType"]
    if kind.text not in {"", "application"}:
        return
    wanted = {
        "accessLogs": True,
        "connectionLogs": parameters.connection_logs,
        "healthCheckLogs": parameters.health_check_logs,
    }
    for log in (name for name, on in wanted.items() if on):
        for result in require_true(resource[log]["enabled"], "is not enabled"):
            yield NotEvaluated(kind.path) if kind.unknown else result


RULE = Rule(
    id="load-balancer-logs",
    title="Application load balancers have access logs enabled",
    description="The access log shows who requested what, and the response if no service received the request.",
    severity=Severity.MEDIUM,
    types=(aws.LB_LOAD_BALANCER,),
    remediation="Set accessLogs.enabled to true and accessLogs.bucket to a bucket that load balancers can write to",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-5",
    check=check,
    controls=("E5",),
    parameters=Parameters,
)
