"""Functions that use what stands in a VPC."""

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
_FEWEST = 2


def check(resource: Resource) -> Results:
    """A finding on a function in one zone only, and on one outside the VPC whose environment names a store inside."""
    subnets = resource["vpcConfig"]["subnetIds"]
    if not subnets.absent and (subnets.unknown or subnets.raw):
        yield from _zones(subnets, list(resource.sources(subnets, _SUBNET)))
    elif any(_by_network(store) for store in resource.sources(resource["environment"], *_STORES)):
        yield from require_present(resource, subnets, "cannot reach the store in the VPC that its environment names")


def _by_network(store: Resource) -> bool:
    """Whether the store is reached through the VPC: not where Aurora's Data API serves it by HTTPS."""
    return not store["enableHttpEndpoint"].true


def _zones(subnets: Value, known: list[Resource]) -> Results:
    """By the zones of the stack's own subnets where they are all of them, and by how many are listed."""
    if subnets.unknown and not known:
        yield NotEvaluated(subnets.path)
        return
    listed = list(subnets.elements())
    zones = {_zone(subnet) for subnet in known}
    several = {element.text or element.path for element in listed}
    decided = known and (subnets.unknown or len(known) >= len(listed))
    if (decided and len(zones) < _FEWEST) or (not subnets.unknown and len(several) < _FEWEST):
        yield Finding(subnets.path, "lie in one availability zone")


def _zone(subnet: Resource) -> str:
    return subnet["availabilityZone"].text or subnet["availabilityZoneId"].text or subnet.urn


RULE = Rule(
    id="function-subnets",
    title="Functions of a VPC run in two zones or more",
    description="A function in the subnet of one zone stops with that zone, and one outside the VPC has no private way "
    "to a database or cache inside it.",
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set vpcConfig.subnetIds to private subnets of two zones or more",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-5",
    check=check,
    controls=("D7",),
    scope=Scope.STACK,
)
