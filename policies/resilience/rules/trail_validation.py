"""Log file validation of CloudTrail trails."""

from ...aws import types as aws
from ...checks import require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail without log file validation."""
    return require_true(resource["enableLogFileValidation"], "is not enabled")


RULE = Rule(
    id="trail-validation",
    title="CloudTrail trails have log file validation enabled",
    description="Digest files show whether a log file was changed or deleted after its delivery.",
    severity=Severity.LOW,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set enableLogFileValidation to true",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-4",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.4",), cis=("4.2",), pci=("CloudTrail.4",), checkov=("CKV_AWS_36",)),
)
