"""Logs of Step Functions state machines."""

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import Reference, Resource, Results, Rule, Scope, Severity

_LEVELS = {"ALL", "ERROR", "FATAL"}


def check(resource: Resource) -> Results:
    """A finding on a state machine without logs or a log destination. Input and output need not be logged."""
    logging = resource["loggingConfiguration"]
    yield from require(logging["level"], lambda known: known.text in _LEVELS, "is not ALL, ERROR or FATAL")
    yield from require_present(resource, logging["logDestination"], "is not set")


RULE = Rule(
    id="workflow-logs",
    title="Step Functions state machines log failures",
    description=(
        "An express workflow leaves no other trace, and the history of a standard workflow expires after 90 days."
    ),
    severity=Severity.MEDIUM,
    types=(aws.SFN_STATE_MACHINE,),
    remediation="Set loggingConfiguration.level to ERROR, and logDestination to the ARN of a log group followed by :*",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html#stepfunctions-1",
    check=check,
    controls=("E23",),
    # CKV_AWS_285 also requires input and output of the steps, which contain customer orders.
    references=Reference(security_hub=("StepFunctions.1",), pci=("StepFunctions.1",)),
    scope=Scope.STACK,
)
