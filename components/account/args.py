"""Arguments of `AccountBaseline`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..network.args import PublicAccessBlock


class ServiceLinkedRole(StrEnum):
    """The service-linked roles that a cell uses, by the service that assumes the role. IAM has no regions."""

    API_GATEWAY = "ops.apigateway.amazonaws.com"
    """Custom domain names and VPC links."""
    BACKUP = "backup.amazonaws.com"
    """Backups, and copies to a second region."""
    BACKUP_RESTORE_TESTING = "restore-testing.backup.amazonaws.com"
    """Restore tests."""
    CLOUDFRONT_VPC_ORIGINS = "vpcorigin.cloudfront.amazonaws.com"
    """Network interfaces and a security group of VPC origins."""
    DYNAMODB_REPLICATION = "replication.dynamodb.amazonaws.com"
    """Tables with replicas in other regions."""
    DYNAMODB_SCALING = "dynamodb.application-autoscaling.amazonaws.com"
    """Provisioned tables whose capacity follows the load."""
    ECS = "ecs.amazonaws.com"
    """Clusters and services."""
    ECS_SCALING = "ecs.application-autoscaling.amazonaws.com"
    """Services whose number of tasks follows the load."""
    ELASTICACHE = "elasticache.amazonaws.com"
    """Caches."""
    KAFKA = "kafka.amazonaws.com"
    """Brokers."""
    KAFKA_SCALING = "kafka.application-autoscaling.amazonaws.com"
    """Volumes of brokers that grow."""
    KMS_REPLICATION = "mrk.kms.amazonaws.com"
    """Keys with replicas in other regions."""
    LOAD_BALANCING = "elasticloadbalancing.amazonaws.com"
    """Load balancers."""
    RDS = "rds.amazonaws.com"
    """Databases and their proxies."""
    RDS_SCALING = "rds.application-autoscaling.amazonaws.com"
    """Databases whose number of readers follows the load."""


class ImageScanning(StrEnum):
    """How Amazon ECR scans all images of the account's registry in the region."""

    BASIC = "BASIC"
    """When an image is pushed, free of charge."""
    ENHANCED = "ENHANCED"
    """Continuously, by Amazon Inspector, billed by image."""


class ContainerInsights(StrEnum):
    """Metrics of clusters that set none of their own, billed by Amazon CloudWatch."""

    DISABLED = "disabled"
    """None."""
    ENABLED = "enabled"
    """By cluster and service."""
    ENHANCED = "enhanced"
    """By cluster, service, task and container."""


class AccountSettingsArgs(TypedDict):
    """Settings of an account in a region."""

    api_gateway_logs: NotRequired[bool]
    """Whether API Gateway gets a role that writes logs. True by default; false where another program made it, since the
    account has one such role in a region."""
    ebs_encryption: NotRequired[bool]
    """Whether new volumes in the region are encrypted. True by default; false leaves the setting as it is."""
    ebs_key_arn: NotRequired[pulumi.Input[str]]
    """Key of volumes that name none; by default AWS's own key."""
    instance_metadata_tokens: NotRequired[bool]
    """Whether new instances in the region require session tokens for their metadata (IMDSv2), unless a launch says
    otherwise. True by default; false leaves the setting as it is."""
    backup_types: NotRequired[dict[str, bool]]
    """Resource types that AWS Backup may back up in the region, by its names, such as `{"EFS": true}`. Aurora, DynamoDB
    and S3 are true by default, since backups of a type that is false are silently missing. State the types that other
    programs of the account use: after a refresh, each type that is left out shows as a change without effect. An empty
    object leaves the settings alone."""
    public_access_block: NotRequired[PublicAccessBlock]
    """How the VPCs of the account in the region are closed to the internet. Left as it is by default, since it stops
    connections of other programs too. `Network` has the same argument."""
    image_scanning: NotRequired[ImageScanning]
    """How images in the region's registry are scanned. Left as it is by default."""
    container_insights: NotRequired[ContainerInsights]
    """Metrics of ECS clusters that set none. Left as it is by default; a cell's cluster has a setting of its own."""
    task_retirement_days: NotRequired[int]
    """Days that AWS waits before it replaces tasks of Fargate for maintenance: 0, 7 or 14. Left as it is by default;
    AWS's default is 7."""
    global_settings: NotRequired[bool]
    """Whether this baseline makes what an account has once for all regions. False by default; true in one region of an
    account only."""
    s3_public_access_block: NotRequired[bool]
    """Whether no bucket of the account can be public, with `global_settings` only. True by default; false leaves the
    setting as it is."""
    service_linked_roles: NotRequired[list[ServiceLinkedRole]]
    """Roles to make in advance, with `global_settings` only; none by default. AWS makes each role when it is first
    used, if the deploying role has `iam:CreateServiceLinkedRole`. In a new account, list `ecs.amazonaws.com`: the first
    cluster can fail while its role is still being made. AWS refuses a role that exists ("has been taken in this
    account"): leave it out or import it."""


class AccountBaselineArgs(CellArgs, AccountSettingsArgs):
    """Arguments of `AccountBaseline`.

    `cell` is its name in tags, such as `baseline`, and `region` the region that it prepares.
    """
