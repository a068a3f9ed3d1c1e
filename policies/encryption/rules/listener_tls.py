"""Load balancers in transit."""

from ...checks import require
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity
from ...values import Value

_PLAIN = {"TCP", "UDP", "TCP_UDP", "GENEVE"}  # of network and gateway load balancers, which pass TLS through


def check(resource: Resource) -> Results:
    """A finding on a listener that serves plain HTTP, and on TLS older than 1.2."""
    protocol = resource["protocol"]
    if protocol.unknown:
        yield NotEvaluated(protocol.path)
    elif protocol.text in {"HTTPS", "TLS"}:
        yield from require(resource["sslPolicy"], _modern, "allows TLS before 1.2")
    elif protocol.text not in _PLAIN:
        yield from _only_redirects(resource)


def _only_redirects(resource: Resource) -> Results:
    actions = list(resource["defaultActions"].elements())
    if not actions:
        yield Finding("protocol", "serves plain HTTP")
    for action in actions:
        yield from require(action["type"], lambda known: known.text == "redirect", "serves plain HTTP")
        yield from require(
            action["redirect"]["protocol"], lambda known: known.text == "HTTPS", "does not lead to HTTPS"
        )


def _modern(policy: Value) -> bool:
    name = policy.text
    return any(name.startswith(f"ELBSecurityPolicy-{family}-") for family in _FAMILIES) and "-Ext" not in name


_FAMILIES = ("TLS13-1-2", "TLS13-1-3", "TLS-1-2", "FS-1-2")


RULE = Rule(
    id="listener-tls",
    title="Load balancers speak TLS 1.2 or newer",
    description="Orders, tokens and addresses cross the load balancer; plain HTTP may only send its caller to HTTPS.",
    severity=Severity.MEDIUM,
    types=("aws:lb/listener:Listener",),
    remediation="Set protocol HTTPS with a certificate and sslPolicy ELBSecurityPolicy-TLS13-1-2-2021-06",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html#elb-17",
    check=check,
    controls=("C6", "C7"),
)
