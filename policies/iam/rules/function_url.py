"""Function URLs without sign-in."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a URL that asks nobody who they are."""
    return require(resource["authorizationType"], lambda known: known.text == "AWS_IAM", "is open to the internet")


RULE = Rule(
    id="function-url",
    title="Function URLs ask for a signature",
    description="A function URL with authorization NONE can be called by anyone who finds it.",
    severity=Severity.CRITICAL,
    types=(aws.LAMBDA_FUNCTION_URL,),
    remediation="Set authorizationType to AWS_IAM, or put an API with an authorizer before the function",
    url="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    check=check,
    controls=("A21",),
)
