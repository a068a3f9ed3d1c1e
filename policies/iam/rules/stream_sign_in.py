"""Authentication of MSK clients."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster that accepts unauthenticated clients, or without IAM authentication."""
    authentication = resource["clientAuthentication"]
    yield from require(
        authentication["unauthenticated"], lambda known: not known.true, "is true, so clients need no authentication"
    )
    iam = authentication["sasl"]["iam"]
    enabled = iam["enabled"]  # of a serverless cluster; a provisioned cluster has a boolean
    plain = iam.unknown or enabled.absent
    yield from require_true(iam if plain else enabled, "is not enabled, so roles cannot authenticate")


RULE = Rule(
    id="stream-sign-in",
    title="MSK clusters require IAM authentication",
    description=(
        "Without authentication, every client that reaches the brokers can read and write every topic. With IAM, the "
        "policy of a role names its topics."
    ),
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER, aws.MSK_SERVERLESS_CLUSTER),
    remediation="Set clientAuthentication.sasl.iam to true and clientAuthentication.unauthenticated to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-6",
    check=check,
    controls=("A31",),
)
