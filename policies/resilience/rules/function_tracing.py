"""Tracing of Lambda functions."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a function without active tracing."""
    return require(resource["tracingConfig"]["mode"], lambda known: known.text == "Active", "is not Active")


RULE = Rule(
    id="function-tracing",
    title="Lambda functions have active tracing enabled",
    description="Functions that a topic or a timer invokes have no traced caller, so only active tracing records them.",
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set tracingConfig.mode to Active and allow the role to write to X-Ray",
    url="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    check=check,
    controls=("E11",),
)
