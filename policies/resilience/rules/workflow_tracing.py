"""Where a workflow spends its time."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a state machine without traces."""
    return require_true(resource["tracingConfiguration"]["enabled"], "is off")


RULE = Rule(
    id="workflow-tracing",
    title="Workflows are traced",
    description="A trace tells which of a workflow's steps was slow or failed, across the services that it calls.",
    severity=Severity.LOW,
    types=(aws.SFN_STATE_MACHINE,),
    remediation="Set tracingConfiguration.enabled to true and let the role write to X-Ray",
    url="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
    check=check,
    controls=("E23",),
    references=Reference(checkov=("CKV_AWS_284",)),
)
