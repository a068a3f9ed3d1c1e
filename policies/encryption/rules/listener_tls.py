"""TLS for load balancer listeners."""

from ...aws import types as aws
from ...checks import require
from ...indexes import referred
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_LISTENER = aws.LB_LISTENER
_RULE = aws.LB_LISTENER_RULE

_PASS_THROUGH = {"TCP", "UDP", "TCP_UDP", "GENEVE"}  # network and gateway load balancers pass TLS through
_TLS = {"HTTPS", "TLS"}
_UNENCRYPTED = "serves unencrypted HTTP"


def check(resource: Resource) -> Results:
    """A finding on a listener or listener rule that serves unencrypted HTTP, and on TLS versions before 1.2."""
    if resource.type == _RULE:
        named = resource["listenerArn"]
        listeners = referred(resource, named, _LISTENER)
        if named.unknown and not listeners:
            yield NotEvaluated(named.path)
        for listener in listeners:
            yield from _rule_of(listener, resource)
        return
    protocol = resource["protocol"]
    if protocol.unknown:
        yield NotEvaluated(protocol.path)
    elif protocol.text in _TLS:
        yield from require(resource["sslPolicy"], _modern, "allows TLS versions before 1.2")
    elif protocol.text not in _PASS_THROUGH:
        yield from _only_redirects(resource["defaultActions"], Finding("protocol", _UNENCRYPTED))


def _rule_of(listener: Resource, resource: Resource) -> Results:
    protocol, actions = listener["protocol"], resource["actions"]
    if protocol.unknown:
        yield NotEvaluated("listenerArn")
    elif protocol.text not in _PASS_THROUGH | _TLS:
        yield from _only_redirects(actions, Finding(actions.path, _UNENCRYPTED))


def _only_redirects(given: Value, without: Finding) -> Results:
    actions = list(given.elements())
    if not actions:
        yield without
    for action in actions:
        yield from require(action["type"], lambda known: known.text == "redirect", _UNENCRYPTED)
        yield from require(
            action["redirect"]["protocol"], lambda known: known.text == "HTTPS", "does not redirect to HTTPS"
        )


def _modern(policy: Value) -> bool:
    name = policy.text
    return any(name.startswith(f"ELBSecurityPolicy-{family}-") for family in _FAMILIES) and "-Ext" not in name


_FAMILIES = ("TLS13-1-2", "TLS13-1-3", "TLS-1-2", "FS-1-2")


RULE = Rule(
    id="listener-tls",
    title="Load balancer listeners require TLS 1.2 or later",
    description="Orders, tokens and addresses pass the load balancer. Unencrypted HTTP may only redirect to HTTPS.",
    severity=Severity.MEDIUM,
    types=(_LISTENER, _RULE),
    remediation="Set protocol to HTTPS with a certificate, and sslPolicy to ELBSecurityPolicy-TLS13-1-2-2021-06",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",
    check=check,
    controls=("C6", "C7"),
    scope=Scope.STACK,
)
