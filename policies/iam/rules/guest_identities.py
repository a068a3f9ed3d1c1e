"""Guest access of Cognito identity pools."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on an identity pool that gives AWS credentials to guests."""
    return require(
        resource["allowUnauthenticatedIdentities"],
        lambda known: not known.true,
        "is true, so guests get AWS credentials",
    )


RULE = Rule(
    id="guest-identities",
    title="Cognito identity pools do not allow guest access",
    description="With unauthenticated identities, anyone who knows the id of the pool gets AWS credentials.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_IDENTITY_POOL,),
    remediation="Set allowUnauthenticatedIdentities to false",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-2",
    check=check,
    controls=("A39",),
)
