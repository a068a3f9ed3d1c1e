"""Kafka without sign-in."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a cluster that lets in unnamed clients, or that does not know IAM."""
    authentication = resource["clientAuthentication"]
    yield from require(
        authentication["unauthenticated"], lambda known: not known.true, "lets in clients without a name"
    )
    iam = authentication["sasl"]["iam"]
    enabled = iam["enabled"]  # where Serverless has it; brokers have the answer itself
    plain = iam.unknown or enabled.absent
    yield from require_true(iam if plain else enabled, "is off, so roles cannot sign in")


RULE = Rule(
    id="stream-sign-in",
    title="Kafka clients sign in with IAM",
    description=(
        "Without sign-in whoever reaches the brokers reads and writes every topic; with IAM a role's policy names "
        "its topics."
    ),
    severity=Severity.MEDIUM,
    types=(aws.MSK_CLUSTER, aws.MSK_SERVERLESS_CLUSTER),
    remediation="Set clientAuthentication.sasl.iam to true and unauthenticated to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/msk-controls.html#msk-6",
    check=check,
    controls=("A31",),
)
