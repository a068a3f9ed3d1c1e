"""Tracing of Step Functions state machines."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a state machine without tracing."""
    return require_true(resource["tracingConfiguration"]["enabled"], "is not enabled")


RULE = Rule(
    id="workflow-tracing",
    title="Step Functions state machines have tracing enabled",
    description="A trace shows which step was slow or failed, across all services that the workflow calls.",
    severity=Severity.LOW,
    types=(aws.SFN_STATE_MACHINE,),
    remediation="Set tracingConfiguration.enabled to true and allow the role to write to X-Ray",
    url="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
    check=check,
    controls=("E23",),
    references=Reference(checkov=("CKV_AWS_284",)),
)
