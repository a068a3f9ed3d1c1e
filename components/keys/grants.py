"""Who may use which key of a cell: class of data to the AWS services that encrypt with its key, and the conditions.

Key policies are written from these rows. A class lists a service only where that service holds data of the class, so a
permission to decrypt orders cannot be used through a service of another class.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

ADMINISTRATION = (
    "kms:CancelKeyDeletion",
    "kms:CreateAlias",
    "kms:DeleteAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:DisableKeyRotation",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:ReplicateKey",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
    "kms:UpdatePrimaryRegion",
)
"""All actions that administer a symmetric key, and none that encrypts, decrypts or grants either (AWS KMS developer
guide, default key policy, "Allows key administrators to administer the KMS key", its patterns written out)."""

RECOVERY = ("kms:DescribeKey", "kms:GetKeyPolicy", "kms:PutKeyPolicy")
"""Give a key new administrators after the old ones were deleted."""

USE = (
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
)
"""Read and write with a symmetric key (AWS KMS developer guide, default key policy, "Allows key users to use the
KMS key", its patterns written out)."""

GRANTS = ("kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant")
"""Create grants for the service that encrypts (AWS KMS developer guide, default key policy, "Allows key users
to use the KMS key with AWS services")."""


@dataclass(frozen=True)
class Caller:
    """A service through which roles of the account use a key: with their own permissions, only while they call it."""

    service: str
    """Its name as `kms:ViaService` has it, without region: `dynamodb` for `dynamodb.eu-west-1.amazonaws.com`."""
    source: str
    """The AWS page that says how the service uses a key."""
    grants: bool = False
    """Whether it needs a grant to use the key without a caller: for a volume, a replica, a backup."""


class Bound(StrEnum):
    """The condition that restricts a service principal to the cell (prevents a confused deputy)."""

    BUDGETS = "budgets"
    """`aws:SourceAccount` is the account, and `aws:SourceArn` a budget of it."""
    LOG_GROUPS = "log groups"
    """`kms:EncryptionContext:aws:logs:arn` is a log group of the cell."""
    NONE = "none"
    """The service is documented to send nothing that a condition could test (`aws.principals.KEYS`)."""


@dataclass(frozen=True)
class Principal:
    """A service that uses a key in its own name."""

    sid: str
    """The statement's id."""
    service: str
    """Its principal, with `{region}` where it has one in each region."""
    actions: tuple[str, ...]
    """Its actions on the key."""
    bound: Bound
    """The condition of the statement."""
    source: str
    """The AWS page that requires the statement."""


_BACKUP = Caller("backup", "AWS Backup developer guide, encryption for backups", grants=True)
_SECRETS = Caller(
    "secretsmanager",
    "Amazon Aurora user guide, password management with Aurora and AWS Secrets Manager, permissions",
    grants=True,
)

CALLERS: Mapping[str, tuple[Caller, ...]] = {
    "orders": (
        _BACKUP,
        Caller("rds", "Amazon Aurora user guide, AWS KMS key management", grants=True),
        _SECRETS,
    ),
    "personal": (
        _BACKUP,
        Caller("dynamodb", "Amazon DynamoDB developer guide, encryption at rest: how it works", grants=True),
        Caller("elasticache", "Amazon ElastiCache user guide, at-rest encryption, customer managed keys", grants=True),
        Caller("lambda", "AWS Lambda developer guide, securing environment variables", grants=True),
    ),
    "streams": (
        Caller("kafka", "Amazon MSK developer guide, data protection, encryption at rest", grants=True),
        Caller("secretsmanager", "Amazon MSK developer guide, sign-in credentials with AWS Secrets Manager"),
    ),
    "platform": (
        Caller("dynamodb", "Amazon DynamoDB developer guide, encryption at rest: how it works", grants=True),
        Caller("ecr", "Amazon ECR user guide, encryption at rest, considerations", grants=True),
        Caller("s3", "Amazon S3 user guide, server-side encryption with AWS KMS keys"),
    ),
    "logs": (
        Caller("s3", "Amazon S3 user guide, server-side encryption with AWS KMS keys"),
        Caller("sns", "Amazon SNS developer guide, managing Amazon SNS encryption keys and costs"),
    ),
    "lake": (
        _BACKUP,
        Caller("firehose", "Amazon Data Firehose developer guide, data protection", grants=True),
        Caller("glue", "AWS Glue developer guide, encrypting your Data Catalog"),
        Caller("s3", "Amazon S3 user guide, server-side encryption with AWS KMS keys"),
    ),
}
"""Class of data to the services through which its key may be used. All of them are in the table of the AWS KMS
developer guide, services that support the `kms:ViaService` condition key."""

PRINCIPALS: Mapping[str, tuple[Principal, ...]] = {
    "logs": (
        Principal(
            "LogGroupsOfTheCell",
            "logs.{region}.amazonaws.com",
            USE,
            Bound.LOG_GROUPS,
            "Amazon CloudWatch Logs user guide, encrypt log data using AWS KMS",
        ),
        Principal(
            "AlarmsOfTheAccount",
            "cloudwatch.amazonaws.com",
            ("kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"),
            Bound.NONE,
            "Amazon SNS developer guide, managing Amazon SNS encryption keys and costs, event sources",
        ),
        Principal(
            "BudgetsOfTheAccount",
            "budgets.amazonaws.com",
            ("kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"),
            Bound.BUDGETS,
            "AWS Cost Management user guide, creating an Amazon SNS topic for budget notifications",
        ),
    ),
}
"""Class of data to the services that use its key in their own name, without the role of a caller."""


def callers(data_class: str, more: tuple[str, ...] = ()) -> list[str]:
    """The services through which a class's key may be used, including `more`."""
    return sorted({*(caller.service for caller in CALLERS[data_class]), *more})


def granting(data_class: str) -> list[str]:
    """The services of a class that work with grants."""
    return [caller.service for caller in CALLERS[data_class] if caller.grants]
