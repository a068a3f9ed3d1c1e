"""Policies of VPC endpoints."""

from ...aws import types as aws
from ...aws.iam.documents import Statement, parse
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Severity

_REASON = "allows any principal every action through the endpoint"
_WITHOUT_POLICY = {"GatewayLoadBalancer", "Resource", "ServiceNetwork"}


def check(resource: Resource) -> Results:
    """A finding on an endpoint with AWS's default policy, or with a statement that allows the same."""
    kind, policy = resource["vpcEndpointType"], resource["policy"]
    if kind.unknown:
        yield NotEvaluated(kind.path)
    elif kind.text in _WITHOUT_POLICY:
        return
    elif policy.unknown:
        yield NotEvaluated(policy.path)
    elif policy.absent:
        yield Finding(policy.path, _REASON)
    else:
        document = parse(policy)
        yield from (NotEvaluated(path) for path in document.unknown)
        for statement in document.statements:
            yield from (NotEvaluated(path) for path in statement.unknown if statement.allows)
            if _full(statement):
                yield statement.finding("Action", _REASON)


def _full(statement: Statement) -> bool:
    return (
        statement.allows
        and statement.any_action
        and statement.any_resource
        and statement.any_principal
        and not statement.limited_by("*")
    )


RULE = Rule(
    id="endpoint-policy",
    title="VPC endpoint policies restrict access",
    description=(
        "With the default policy, an intruder can send data through the endpoint to another account without using the "
        "internet."
    ),
    severity=Severity.MEDIUM,
    types=(aws.EC2_VPC_ENDPOINT, aws.EC2_VPC_ENDPOINT_POLICY),
    remediation=(
        "Set policy to a document that lists the allowed actions, or restricts accounts with aws:ResourceAccount"
    ),
    url="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
    check=check,
    controls=("D16",),
)
