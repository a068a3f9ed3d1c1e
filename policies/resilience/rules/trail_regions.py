"""What was done in an account, anywhere."""

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Reference, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a trail that sees one region only, is stopped, or leaves out what belongs to no region."""
    yield from require_true(resource["isMultiRegionTrail"], "is off: other regions are not recorded")
    for switch in ("enableLogging", "includeGlobalServiceEvents"):
        yield from require(resource[switch], lambda known: not known.false, "is off")


RULE = Rule(
    id="trail-regions",
    title="Trails record every region",
    description="Whoever has stolen a key tries it in the region that nobody watches.",
    severity=Severity.HIGH,
    types=(aws.CLOUDTRAIL_TRAIL,),
    remediation="Set isMultiRegionTrail to true, and leave enableLogging and includeGlobalServiceEvents on",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html#cloudtrail-1",
    check=check,
    controls=("E21",),
    references=Reference(security_hub=("CloudTrail.1",), cis=("4.1",), checkov=("CKV_AWS_67",)),
)
