"""What the region really offers: services, versions, instance types, ARM64, and endpoints in each zone."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .account import GLOBAL_REGION
from .check import Check, Context, Result, missing, ok, unchecked, warning
from .planned import PlannedResource

_PARAMETERS: Final = ("ssm", "GetParameters")
_KAFKA: Final = ("kafka", "ListKafkaVersions")
_PRODUCTS: Final = ("pricing", "GetProducts")
_ORDERABLE: Final = ("rds", "DescribeOrderableDBInstanceOptions")
_CACHE: Final = ("elasticache", "DescribeCacheEngineVersions")
_ENDPOINTS: Final = ("ec2", "DescribeVpcEndpointServices")

PARAMETERS_PER_CALL: Final = 10
"""Systems Manager API, GetParameters."""

SERVICES: Final[Mapping[str, tuple[str, ...]]] = {
    "apigatewayv2": ("apigatewayv2",),
    "athena": ("athena",),
    "backup": ("backup",),
    "cloudcontrol": ("cloudcontrolapi",),
    "cloudwatch": ("cloudwatch", "logs"),
    "dynamodb": ("dynamodb",),
    "ec2": ("ec2", "vpc"),
    "ecs": ("ecs", "fargate"),
    "elasticache": ("elasticache",),
    "glue": ("glue",),
    "kinesis": ("firehose",),
    "kms": ("kms",),
    "lambda": ("lambda",),
    "lb": ("elb",),
    "msk": ("kafka",),
    "rds": ("aurora",),
    "s3": ("s3",),
    "scheduler": ("scheduler",),
    "secretsmanager": ("secretsmanager",),
    "sns": ("sns",),
    "sqs": ("sqs",),
}
"""Module of a type token to AWS's names of its services in the public parameters of Systems Manager. Left out:
`appautoscaling`, which AWS's list does not have in every region that offers it, those without regions: `iam`,
`budgets`, `cloudfront`, `costexplorer` and `route53`, and what only the edge uses in us-east-1: `acm` and `wafv2`."""

_NO_PRICE: Final = (
    "AWS's price list, which has no such item, is the only list: look at the service's page for the region"
)


def _services(context: Context) -> Iterator[Result]:
    """Read `/aws/service/global-infrastructure` (Systems Manager user guide, calling public parameters)."""
    modules = {resource.type.split(":")[1].split("/")[0] for resource in context.planned.resources}
    wanted = sorted({service for module in modules for service in SERVICES.get(module, ())})
    names = [f"/aws/service/global-infrastructure/services/{name}/regions/{context.region}" for name in wanted]
    absent: list[str] = []
    for start in range(0, len(names), PARAMETERS_PER_CALL):
        some = names[start : start + PARAMETERS_PER_CALL]
        answer = context.aws.call(*_PARAMETERS, at=GLOBAL_REGION, Names=some)
        found = {parameter["Name"] for parameter in answer["Parameters"]}
        absent += [name.split("/")[5] for name in some if name not in found]
    if absent:
        yield missing(f"AWS's list of {context.region} does not have {', '.join(absent)}", "choose another region")
    else:
        yield ok(f"{context.region} has all {len(wanted)} services of the cell")


def _kafka(context: Context) -> Iterator[Result]:
    wanted = context.planned.texts("aws:msk/cluster:Cluster", "kafkaVersion")
    if not wanted:
        return
    pages = context.aws.pages(*_KAFKA)
    states = {
        version["Version"]: version.get("Status", "ACTIVE") for page in pages for version in page["KafkaVersions"]
    }
    for version in wanted:
        if version not in states:
            active = ", ".join(sorted(name for name, state in states.items() if state == "ACTIVE"))
            yield missing(
                f"MSK does not offer Kafka {version} in {context.region}; it offers {active}", "change kafka_version"
            )
        elif states[version] != "ACTIVE":
            yield warning(f"Kafka {version} is {states[version]} in MSK", "plan an upgrade")
        else:
            yield ok(f"MSK offers Kafka {version}")


def _brokers(context: Context) -> Iterator[Result]:
    """Look for the type in the price list: no API of MSK lists broker types."""
    for kind in _broker_types(context.planned.of("aws:msk/cluster:Cluster")):
        family, size = kind.split(".", 1)
        usage = f"{family.capitalize()}.{size}"
        offered = {product["usagetype"].split("-", 1)[-1] for product in _products(context, "AmazonMSK", usage)}
        if usage in offered:
            yield ok(f"{kind} has a price in {context.region}")
        else:
            yield unchecked(f"whether MSK offers {kind} in {context.region}", _NO_PRICE)


def _broker_types(clusters: list[PlannedResource]) -> list[str]:
    return list(dict.fromkeys(str(cluster.inputs["brokerNodeGroupInfo"]["instanceType"]) for cluster in clusters))


def _products(context: Context, service: str, usage: str) -> Iterator[Mapping[str, Any]]:
    """The attributes of the items in the price list of the region whose usage type contains a text."""
    filters = [
        {"Type": "TERM_MATCH", "Field": "regionCode", "Value": context.region},
        {"Type": "CONTAINS", "Field": "usagetype", "Value": usage},
    ]
    for page in context.aws.pages(*_PRODUCTS, at=GLOBAL_REGION, ServiceCode=service, Filters=filters):
        for item in page["PriceList"]:
            yield json.loads(item)["product"]["attributes"]


def _aurora(context: Context) -> Iterator[Result]:
    for cluster in context.planned.of("aws:rds/cluster:Cluster"):
        engine, version = cluster.text("engine"), cluster.text("engineVersion")
        for kind in context.planned.texts("aws:rds/clusterInstance:ClusterInstance", "instanceClass"):
            pages = context.aws.pages(*_ORDERABLE, Engine=engine, EngineVersion=version, DBInstanceClass=kind, Vpc=True)
            options = [option for page in pages for option in page["OrderableDBInstanceOptions"]]
            zones = {zone["Name"] for option in options for zone in option["AvailabilityZones"]}
            absent = sorted(set(context.planned.zones) - zones)
            if not options:
                yield missing(
                    f"{kind} cannot be ordered with {engine} {version} in {context.region}", "change engine_version"
                )
            elif absent:
                yield missing(f"{kind} with {engine} {version} is not in {', '.join(absent)}", "choose another region")
            else:
                yield ok(f"{kind} can be ordered with {engine} {version} in every zone")


def _cache(context: Context) -> Iterator[Result]:
    for cluster in context.planned.of("aws:elasticache/replicationGroup:ReplicationGroup"):
        engine, wanted = cluster.text("engine"), cluster.text("engineVersion")
        pages = context.aws.pages(*_CACHE, Engine=engine)
        offered = {version["EngineVersion"] for page in pages for version in page["CacheEngineVersions"]}
        if any(f"{version}.".startswith(f"{wanted}.") for version in offered):
            yield ok(f"ElastiCache offers {engine} {wanted}")
        else:
            versions = ", ".join(sorted(offered)) or "none"
            yield missing(
                f"ElastiCache does not offer {engine} {wanted} in {context.region}; it offers {versions}",
                "change engine_version",
            )


def _cache_nodes(context: Context) -> Iterator[Result]:
    """Look for the type in the price list: no API of ElastiCache lists node types."""
    for kind in context.planned.texts("aws:elasticache/replicationGroup:ReplicationGroup", "nodeType"):
        found = _products(context, "AmazonElastiCache", kind)
        if any(product.get("instanceType") == kind for product in found):
            yield ok(f"{kind} has a price in {context.region}")
        else:
            yield unchecked(f"whether ElastiCache offers {kind} in {context.region}", _NO_PRICE)


def _arm64(context: Context) -> Iterator[Result]:
    """Look for ARM64 in the price list: neither Lambda nor Fargate lists architectures."""
    for name, service, usage in (
        ("Lambda", "AWSLambda", "Lambda-GB-Second-ARM"),
        ("Fargate", "AmazonECS", "Fargate-ARM-vCPU-Hours"),
    ):
        if any(_products(context, service, usage)):
            yield ok(f"{name} has a price for ARM64 in {context.region}")
        else:
            yield unchecked(f"whether {name} offers ARM64 in {context.region}", _NO_PRICE)


def _endpoints(context: Context) -> Iterator[Result]:
    endpoints = context.planned.of("aws:ec2/vpcEndpoint:VpcEndpoint")
    if not endpoints:
        return
    names = sorted({endpoint.text("serviceName") for endpoint in endpoints})
    filters = [{"Name": "service-name", "Values": names}]
    pages = context.aws.pages(*_ENDPOINTS, Filters=filters)
    found = {
        (detail["ServiceName"], kind["ServiceType"]): set(detail["AvailabilityZones"])
        for page in pages
        for detail in page["ServiceDetails"]
        for kind in detail["ServiceType"]
    }
    wrong = False
    for endpoint in endpoints:
        name, kind = endpoint.text("serviceName"), endpoint.text("vpcEndpointType") or "Gateway"
        zones = found.get((name, kind))
        absent = sorted(set(context.planned.zones) - zones) if zones is not None and kind == "Interface" else []
        if zones is None:
            wrong = True
            yield missing(f"there is no {kind.lower()} endpoint for {name}", "leave it out of interface_endpoints")
        elif absent:
            wrong = True
            yield missing(f"{name} has no endpoint in {', '.join(absent)}", "leave it out of interface_endpoints")
    if not wrong:
        yield ok(f"all {len(endpoints)} endpoints of the cell exist in its zones")


CHECKS: Final = (
    Check(name="services", run=_services, calls=(_PARAMETERS,)),
    Check(name="Kafka version", run=_kafka, calls=(_KAFKA,)),
    Check(name="broker type", run=_brokers, calls=(_PRODUCTS,)),
    Check(name="Aurora", run=_aurora, calls=(_ORDERABLE,)),
    Check(name="Valkey version", run=_cache, calls=(_CACHE,)),
    Check(name="cache node type", run=_cache_nodes, calls=(_PRODUCTS,)),
    Check(name="ARM64", run=_arm64, calls=(_PRODUCTS,)),
    Check(name="endpoints", run=_endpoints, calls=(_ENDPOINTS,)),
)
