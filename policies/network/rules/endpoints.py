"""VPC endpoints of AWS services."""

from dataclasses import dataclass

from ...aws import types as aws
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_VPC = aws.EC2_VPC
_ENDPOINT = aws.EC2_VPC_ENDPOINT
_SUBNET = aws.EC2_SUBNET
_TABLES = aws.EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    services: tuple[str, ...] = parameter(
        ("s3", "dynamodb"),
        "Services for which a VPC with subnets must have an endpoint. The default two are free. Interface endpoints "
        "such as ecr.api, ecr.dkr, ssm, logs, secretsmanager, kms and sts are billed by the hour in each zone.",
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a VPC without a required endpoint, and on a gateway endpoint without a route table."""
    if resource.type == _VPC:
        if any(resource.used_by(_SUBNET)):
            yield from _missing(resource, parameters.services)
    elif resource["vpcEndpointType"].unknown:
        yield NotEvaluated("vpcEndpointType")
    elif resource["vpcEndpointType"].text in {"", "Gateway"}:
        yield from _route_tables(resource)


def _missing(vpc: Resource, services: tuple[str, ...]) -> Results:
    there = list(vpc.used_by(_ENDPOINT))
    named = {_service(endpoint) for endpoint in there}
    missing = [service for service in services if service not in named]
    if missing and any(endpoint["serviceName"].unknown for endpoint in there):
        yield NotEvaluated("")
    elif missing:
        yield Finding("", f"has no endpoint for {', '.join(missing)}")


def _service(endpoint: Resource) -> str:
    """The service's name without the region, as in `com.amazonaws.eu-west-1.ecr.api`."""
    return ".".join(endpoint["serviceName"].text.split(".")[3:])


def _route_tables(endpoint: Resource) -> Results:
    """A gateway endpoint serves only the route tables that it lists."""
    tables = endpoint["routeTableIds"]
    if not any(tables.elements()) and not any(endpoint.used_by(_TABLES)):
        yield Finding(tables.path, "is empty, so no route table uses the endpoint")


RULE = Rule(
    id="endpoints",
    title="VPCs reach AWS services through endpoints",
    description="Traffic to S3 and DynamoDB then bypasses NAT and the internet, free of charge.",
    severity=Severity.MEDIUM,
    types=(_VPC, _ENDPOINT),
    remediation="Add a VpcEndpoint with vpcId, serviceName and routeTableIds for each missing service",
    url="https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html",
    check=check,
    controls=("D15",),
    scope=Scope.STACK,
    parameters=Parameters,
)
