"""What a workflow did."""

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import Reference, Resource, Results, Rule, Scope, Severity

_LEVELS = {"ALL", "ERROR", "FATAL"}


def check(resource: Resource) -> Results:
    """A finding on a state machine that logs nothing, or to nowhere; what its steps were given need not be logged."""
    logging = resource["loggingConfiguration"]
    yield from require(logging["level"], lambda known: known.text in _LEVELS, "is off")
    yield from require_present(resource, logging["logDestination"], "is left out")


RULE = Rule(
    id="workflow-logs",
    title="Workflows log what fails",
    description="An express workflow leaves no other trace, and the history of a standard one ends after 90 days.",
    severity=Severity.MEDIUM,
    types=(aws.SFN_STATE_MACHINE,),
    remediation="Set loggingConfiguration.level to ERROR and logDestination to a log group's ARN with :* at its end",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1",
    check=check,
    controls=("E23",),
    # CKV_AWS_285 asks for the steps' input and output as well, which hold what customers ordered.
    references=Reference(security_hub=("StepFunctions.1",), pci=("StepFunctions.1",)),
    scope=Scope.STACK,
)
