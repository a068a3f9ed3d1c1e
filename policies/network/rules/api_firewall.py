"""Web ACLs for REST APIs."""

from typing import Any

from ...aws import types as aws
from ...model.values import UNKNOWN, Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_API = aws.APIGATEWAY_REST_API


def check(resource: Resource) -> Results:
    """A finding on a REST API stage without a web ACL, unless the API is private."""
    if any(resource.used_by(aws.WAFV2_WEB_ACL_ASSOCIATION)):
        return
    reach = [_reach(api["endpointConfiguration"]["types"]) for api in resource.sources(resource["restApi"], _API)]
    if UNKNOWN in reach:
        yield NotEvaluated("restApi")
    elif not reach or any(kind != "PRIVATE" for kind in reach):
        yield Finding("", "is reachable from the internet and has no web ACL")


def _reach(types: Value) -> Any:
    """The type of the API's single endpoint. AWS uses EDGE if none is set."""
    return next((kind.raw for kind in types.elements()), "EDGE")


RULE = Rule(
    id="api-firewall",
    title="Public REST APIs have a web ACL",
    description=(
        "A web ACL blocks floods, known exploits and bots before they cost a call. HTTP and WebSocket APIs cannot have "
        "one; put CloudFront or a load balancer in front of them."
    ),
    severity=Severity.MEDIUM,
    types=(aws.APIGATEWAY_STAGE,),
    remediation="Add a WebAclAssociation with resourceArn set to the ARN of the stage",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html#apigateway-4",
    check=check,
    controls=("D21",),
    scope=Scope.STACK,
)
