"""Authentication of Lambda function URLs."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a function URL without IAM authentication."""
    return require(
        resource["authorizationType"],
        lambda known: known.text == "AWS_IAM",
        "is not AWS_IAM, so the URL needs no authentication",
    )


RULE = Rule(
    id="function-url",
    title="Lambda function URLs require IAM authentication",
    description="Anyone who finds a function URL with the authorization type NONE can call it.",
    severity=Severity.CRITICAL,
    types=(aws.LAMBDA_FUNCTION_URL,),
    remediation="Set authorizationType to AWS_IAM, or put an API with an authorizer in front of the function",
    url="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    check=check,
    controls=("A21",),
)
