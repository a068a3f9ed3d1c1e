"""Firewalls in front of REST APIs."""

from typing import Any

from ...aws import types as aws
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_API = aws.APIGATEWAY_REST_API


def check(resource: Resource) -> Results:
    """A finding on a stage of a REST API without a web ACL, unless the API is reached from VPCs only."""
    if any(resource.used_by(aws.WAFV2_WEB_ACL_ASSOCIATION)):
        return
    reach = [_reach(api["endpointConfiguration"]["types"]) for api in resource.sources(resource["restApi"], _API)]
    if UNKNOWN in reach:
        yield NotEvaluated("restApi")
    elif not reach or any(kind != "PRIVATE" for kind in reach):
        yield Finding("", "faces the internet without a web ACL")


def _reach(types: Value) -> Any:
    """The kind of an API's endpoint, of which it has one; AWS takes EDGE when it is left out."""
    return next((kind.raw for kind in types.elements()), "EDGE")


RULE = Rule(
    id="api-firewall",
    title="REST APIs on the internet have a web application firewall",
    description="It turns floods, known exploits and bots away before they cost a call. HTTP and WebSocket APIs take "
    "none: CloudFront or a load balancer in front of them does.",
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAY_STAGE,),
    remediation="Add a WebAclAssociation whose resourceArn is the stage's ARN",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4",
    check=check,
    controls=("D21",),
    scope=Scope.STACK,
)
