"""Identity pools that serve guests."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an identity pool that gives AWS credentials to whoever asks."""
    return require(
        resource["allowUnauthenticatedIdentities"],
        lambda known: not known.true,
        "gives AWS credentials to people who have not signed in",
    )


RULE = Rule(
    id="guest-identities",
    title="Identity pools serve only people who signed in",
    description="With unauthenticated identities anyone who knows the pool's id gets credentials of the account.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_IDENTITY_POOL,),
    remediation="Set allowUnauthenticatedIdentities to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2",
    check=check,
    controls=("A39",),
)
