"""Regions of CloudTrail trails."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail that is stopped, covers one region, or leaves out global service events."""
    yield from require_true(resource["isMultiRegionTrail"], "is not enabled, so other regions are not recorded")
    for switch in ("enableLogging", "includeGlobalServiceEvents"):
        yield from require(resource[switch], lambda known: not known.false, "is false")


RULE = Rule(
    id="trail-regions",
    title="CloudTrail trails record all regions",
    description="Attackers use stolen credentials in regions that no one watches.",
    severity=Severity.HIGH,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation=(
        "Set isMultiRegionTrail to true, and remove enableLogging and includeGlobalServiceEvents or set them to true"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.1",), cis=("4.1",), checkov=("CKV_AWS_67",)),
)
