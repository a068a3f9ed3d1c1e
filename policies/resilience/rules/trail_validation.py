"""Records that nobody has changed."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail whose files could be changed unseen."""
    return require_true(resource["enableLogFileValidation"], "is off")


RULE = Rule(
    id="trail-validation",
    title="Trails prove that their files are whole",
    description="Digests show whether a file was changed or removed after CloudTrail had delivered it.",
    severity=Severity.LOW,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set enableLogFileValidation to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.4",), cis=("4.2",), pci=("CloudTrail.4",), checkov=("CKV_AWS_36",)),
)
