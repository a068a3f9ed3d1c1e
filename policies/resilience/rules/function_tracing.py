"""Where a function spends its time."""

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a function that is traced only when its caller was."""
    return require(resource["tracingConfig"]["mode"], lambda known: known.text == "Active", "is not Active")


RULE = Rule(
    id="function-tracing",
    title="Functions are traced",
    description="What a topic or a timer starts has no caller that is traced, so only active tracing shows it.",
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set tracingConfig.mode to Active and let the role write to X-Ray",
    url="https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
    check=check,
    controls=("E11",),
)
