"""Subnets of Lambda functions."""

from ...aws import types as aws
from ...checks import require_present
from ...model.values import Value
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity

_SUBNET = aws.EC2_SUBNET
_STORES = (
    aws.RDS_CLUSTER,
    aws.RDS_INSTANCE,
    aws.RDS_PROXY,
    aws.ELASTICACHE_REPLICATION_GROUP,
    aws.ELASTICACHE_SERVERLESS_CACHE,
)
_MINIMUM_ZONES = 2


def check(resource: Resource) -> Results:
    """A finding on a function in one Availability Zone, and on one outside the VPC that uses a store inside it."""
    subnets = resource["vpcConfig"]["subnetIds"]
    if not subnets.absent and (subnets.unknown or subnets.raw):
        yield from _zones(subnets, list(resource.sources(subnets, _SUBNET)))
    elif any(_is_reached_in_vpc(store) for store in resource.sources(resource["environment"], *_STORES)):
        yield from require_present(
            resource,
            subnets,
            "is not set, so the function cannot reach the store in the VPC that its environment names",
        )


def _is_reached_in_vpc(store: Resource) -> bool:
    """Whether the store is reached through the VPC. Aurora's Data API is reached by HTTPS instead."""
    return not store["enableHttpEndpoint"].true


def _zones(subnets: Value, known: list[Resource]) -> Results:
    """Count the zones if the stack contains all subnets; otherwise count the subnets."""
    if subnets.unknown and not known:
        yield NotEvaluated(subnets.path)
        return
    listed = list(subnets.elements())
    zones = {_zone(subnet) for subnet in known}
    several = {element.text or element.path for element in listed}
    decided = known and (subnets.unknown or len(known) >= len(listed))
    if (decided and len(zones) < _MINIMUM_ZONES) or (not subnets.unknown and len(several) < _MINIMUM_ZONES):
        yield Finding(subnets.path, "are in one Availability Zone")


def _zone(subnet: Resource) -> str:
    return subnet["availabilityZone"].text or subnet["availabilityZoneId"].text or subnet.urn


RULE = Rule(
    id="function-subnets",
    title="Lambda functions in a VPC run in at least two Availability Zones",
    description=(
        "A function in one zone fails with that zone. A function outside the VPC has no private path to its databases "
        "and caches."
    ),
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set vpcConfig.subnetIds to private subnets in at least two Availability Zones",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
    check=check,
    controls=("D7",),
    scope=Scope.STACK,
)
