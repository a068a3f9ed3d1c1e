"""The account and the region: credentials, opt-in, zones, and settings that a cell presumes."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import unquote

from .check import Check, Context, Identity, Result, missing, ok, unchecked, warning
from .clients import CallError, Clients

GLOBAL_REGION: Final = "us-east-1"
"""Answers about all regions of the partition, also while the cell's region is not enabled."""

MIN_SESSION: Final = timedelta(hours=1)
"""A first update takes about as long: MSK alone takes 15 minutes and more (Amazon MSK developer guide, create)."""

_WHO: Final = ("sts", "GetCallerIdentity")
_REGIONS: Final = ("ec2", "DescribeRegions")
_ZONES: Final = ("ec2", "DescribeAvailabilityZones")
_ACCOUNT: Final = ("apigateway", "GetAccount")
_ROLE: Final = ("iam", "GetRole")
_S3_BLOCK: Final = ("s3control", "GetPublicAccessBlock")
_VPC_BLOCK: Final = ("ec2", "DescribeVpcBlockPublicAccessOptions")

SERVICE_LINKED_ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "aws:backup/plan:Plan": ("AWSServiceRoleForBackup", "backup.amazonaws.com"),
    "aws:ecs/service:Service": ("AWSServiceRoleForECS", "ecs.amazonaws.com"),
    "aws:elasticache/replicationGroup:ReplicationGroup": (
        "AWSServiceRoleForElastiCache",
        "elasticache.amazonaws.com",
    ),
    "aws:lb/loadBalancer:LoadBalancer": (
        "AWSServiceRoleForElasticLoadBalancing",
        "elasticloadbalancing.amazonaws.com",
    ),
    "aws:msk/cluster:Cluster": ("AWSServiceRoleForKafka", "kafka.amazonaws.com"),
    "aws:rds/cluster:Cluster": ("AWSServiceRoleForRDS", "rds.amazonaws.com"),
}
"""Resource type to the service-linked role that its service uses, and the service that owns the role (each service's
guide, using service-linked roles)."""

SCALING_ROLES: Final[Mapping[str, tuple[str, str]]] = {
    "dynamodb": (
        "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable",
        "dynamodb.application-autoscaling.amazonaws.com",
    ),
    "ecs": ("AWSServiceRoleForApplicationAutoScaling_ECSService", "ecs.application-autoscaling.amazonaws.com"),
    "kafka": ("AWSServiceRoleForApplicationAutoScaling_KafkaCluster", "kafka.application-autoscaling.amazonaws.com"),
    "rds": ("AWSServiceRoleForApplicationAutoScaling_RDSCluster", "rds.application-autoscaling.amazonaws.com"),
}
"""Namespace of a scaling target to its role (Application Auto Scaling user guide, service-linked roles)."""


def identity(aws: Clients, expires: datetime | None) -> Identity | CallError:
    """Who calls AWS, or why that is not known."""
    try:
        answer = aws.call(*_WHO, at=GLOBAL_REGION)
        return Identity(account_id=str(answer["Account"]), arn=str(answer["Arn"]), expires=expires)
    except CallError as error:
        return error
    except (KeyError, TypeError):
        return CallError("the answer about the credentials was not understood")


def _credentials(context: Context) -> Iterator[Result]:
    who = context.identity
    if isinstance(who, CallError):
        yield missing(str(who), "sign in, or name a profile with --profile")
        return
    wanted = context.settings.account_id
    if wanted and who.account_id != wanted:
        yield missing(
            f"the credentials belong to account {who.account_id}, and the stack to {wanted}",
            "sign in to the stack's account, or correct citycell:accountId",
        )
    elif who.arn.endswith(":root"):
        yield warning(f"{who.arn} is the root user", "deploy with a role instead")
    else:
        yield ok(who.arn)
    if who.expires is not None and who.expires - context.now < MIN_SESSION:
        minutes = max(0, int((who.expires - context.now).total_seconds() // 60))
        yield warning(
            f"the session ends in {minutes} minutes, and a first update takes about an hour",
            "sign in again before the update, with a longer session",
        )


def _region(context: Context) -> Iterator[Result]:
    answer = context.aws.call(*_REGIONS, at=GLOBAL_REGION, AllRegions=True, RegionNames=[context.region])
    (region,) = answer["Regions"]
    if region["OptInStatus"] == "not-opted-in":
        yield missing(
            f"{context.region} is not enabled in this account",
            f"aws account enable-region --region-name {context.region}",
        )
    else:
        yield ok(f"{context.region} is enabled")


def _zones(context: Context) -> Iterator[Result]:
    answer = context.aws.call(*_ZONES, AllAvailabilityZones=True)
    found = {zone["ZoneName"]: zone for zone in answer["AvailabilityZones"]}
    wrong = [name for name in context.planned.zones if not _is_usable(found.get(name))]
    if wrong:
        usable = ", ".join(sorted(name for name, zone in found.items() if _is_usable(zone))) or "none"
        yield missing(
            f"{', '.join(wrong)}: not an available standard zone of this account; available: {usable}",
            "choose another region: a cell has fixed zones (components/aws/regions.py)",
        )
    else:
        yield ok(f"{', '.join(context.planned.zones)} are available")


def _is_usable(zone: Mapping[str, Any] | None) -> bool:
    return (
        zone is not None
        and zone["State"] == "available"
        and zone.get("ZoneType", "availability-zone") == "availability-zone"
        and zone.get("OptInStatus") != "not-opted-in"
    )


def _logging_role(context: Context) -> Iterator[Result]:
    """API Gateway refuses a stage with logs until the account has this role (API Gateway guide, CloudWatch logs)."""
    advice = "deploy AccountBaseline once in this account and region"
    arn = str(context.aws.call(*_ACCOUNT).get("cloudwatchRoleArn") or "")
    if not arn:
        yield missing(f"API Gateway has no role for logs in {context.region}", advice)
        return
    name = arn.rsplit("/", 1)[-1]
    try:
        trust = _document(context.aws.call(*_ROLE, RoleName=name)["Role"]["AssumeRolePolicyDocument"])
    except CallError as error:
        if error.code != "NoSuchEntity":
            raise
        yield missing(f"API Gateway's role for logs, {arn}, was deleted", advice)
        return
    if "apigateway.amazonaws.com" in json.dumps(trust):
        yield ok(f"API Gateway writes logs as {name}")
    else:
        yield missing(f"{name} does not trust apigateway.amazonaws.com", advice)


def _document(policy: object) -> Any:
    """A policy document: botocore decodes it, and an unknown form stays a text."""
    return json.loads(unquote(policy)) if isinstance(policy, str) else policy


def _service_linked_roles(context: Context) -> Iterator[Result]:
    wanted = {role for token, role in SERVICE_LINKED_ROLES.items() if context.planned.of(token)}
    namespaces = context.planned.texts("aws:appautoscaling/target:Target", "serviceNamespace")
    wanted |= {SCALING_ROLES[namespace] for namespace in namespaces if namespace in SCALING_ROLES}
    present = 0
    for role, service in sorted(wanted):
        try:
            found = context.aws.call(*_ROLE, RoleName=role)
            present += found["Role"]["RoleName"] == role
        except CallError as error:
            if error.code != "NoSuchEntity":
                raise
            yield warning(
                f"{role} does not exist yet; AWS makes it on first use if the deploying role may",
                f"aws iam create-service-linked-role --aws-service-name {service}",
            )
    if present == len(wanted):
        yield ok(f"all {present} exist")


def _public_access(context: Context) -> Iterator[Result]:
    """Blocks of the whole account. A cell works with each of them, except without any way to the internet."""
    mode = context.aws.call(*_VPC_BLOCK)["VpcBlockPublicAccessOptions"].get("InternetGatewayBlockMode", "off")
    if mode == "block-bidirectional" and context.planned.of("aws:ec2/internetGateway:InternetGateway"):
        yield missing(
            "VPC block public access is bidirectional: NAT gateways reach nothing",
            "exclude the cell's VPC, or set the mode block-ingress",
        )
    else:
        yield ok(f"VPC block public access: {mode}")
    if not context.account_id:
        yield unchecked("S3 block public access: the account is not known")
        return
    try:
        context.aws.call(*_S3_BLOCK, AccountId=context.account_id)
        yield ok("S3 block public access is set for the account")
    except CallError as error:
        if error.code != "NoSuchPublicAccessBlockConfiguration":
            raise
        yield ok("S3 block public access is not set for the account; each bucket of a cell has its own")


CHECKS: Final = (
    Check(name="credentials", run=_credentials, calls=(_WHO,)),
    Check(name="region", run=_region, calls=(_REGIONS,)),
    Check(name="zones", run=_zones, calls=(_ZONES,)),
    Check(name="logging role", run=_logging_role, calls=(_ACCOUNT, _ROLE)),
    Check(name="service-linked roles", run=_service_linked_roles, calls=(_ROLE,)),
    Check(name="public access blocks", run=_public_access, calls=(_VPC_BLOCK, _S3_BLOCK)),
)
