"""Statements of the vaults, of the role that makes and copies backups, and of the role that restores them into tests.

Both roles follow AWS's managed policies for service roles (AWSBackupServiceRolePolicyForBackup, …ForRestores and the
same for S3). They exclude services that a cell does not have and sharing snapshots with other accounts, and they are
restricted to the names and keys of this cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from ..core.iam import Statement, allow
from .limits import TEST_PREFIX


@dataclass(frozen=True, kw_only=True)
class BackupScope:
    """The resources that the roles may use."""

    cell: str
    region: str
    copy_region: str | None
    account_id: pulumi.Input[str]
    keys: Sequence[pulumi.Input[str]]
    """Keys of the stores and of the vaults."""
    vaults: Sequence[pulumi.Input[str]]
    """ARNs of the vaults."""

    def arn(self, service: str, resource: str, region: str | None = None) -> pulumi.Output[str]:
        """The ARN of a resource of this account, in the cell's region by default."""
        return pulumi.Output.concat(f"arn:aws:{service}:{region or self.region}:", self.account_id, f":{resource}")

    def everywhere(self, service: str, resource: str) -> list[pulumi.Output[str]]:
        """The ARN in each region that has a vault."""
        return [self.arn(service, resource, region) for region in (self.region, self.copy_region) if region]


def vault_statements(break_glass_role_arn: pulumi.Input[str] | None, *, disposable: bool) -> list[Statement]:
    """Deny early deletion; with a break-glass role also deny changes of this policy (AWS Config, manual deletion).

    AWS Config's rule accepts no narrower Principal and Resource; in a vault's policy they mean this vault.
    """
    actions = ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"]
    statement: Statement = {"Sid": "NobodyDeletesEarly", "Effect": "Deny", "Principal": "*", "Resource": "*"}
    if break_glass_role_arn is not None:
        if not disposable:  # the destruction of a disposable cell deletes its policies first
            actions += ["backup:DeleteBackupVaultAccessPolicy", "backup:PutBackupVaultAccessPolicy"]
        statement["Condition"] = {"ArnNotEquals": {"aws:PrincipalArn": break_glass_role_arn}}
    return [statement | {"Action": actions}]


def backup_statements(scope: BackupScope, *, buckets: bool) -> list[Statement]:
    """Make and copy backups."""
    snapshots = scope.everywhere("rds", "cluster-snapshot:awsbackup:*")
    statements = [
        _of(
            "Tables",
            "dynamodb",
            "CreateBackup DescribeTable ListTagsOfResource StartAwsBackupJob",
            [scope.arn("dynamodb", f"table/{scope.cell}-*")],
        ),
        _of(
            "TableBackups",
            "dynamodb",
            "DeleteBackup DescribeBackup",
            [scope.arn("dynamodb", f"table/{scope.cell}-*/backup/*")],
        ),
        _of(
            "Databases",
            "rds",
            "CreateDBClusterSnapshot DescribeDBClusterAutomatedBackups DescribeDBClusters DescribeDBClusterSnapshots "
            "ListTagsForResource ModifyDBCluster",
            [scope.arn("rds", f"cluster:{scope.cell}-*")],
        ),
        _of(
            "Snapshots",
            "rds",
            "AddTagsToResource CopyDBClusterSnapshot CreateDBClusterSnapshot DeleteDBClusterSnapshot "
            "DescribeDBClusterSnapshots ListTagsForResource",
            snapshots,
        ),
        allow(
            "ContinuousBackups",
            ["rds:DeleteDBClusterAutomatedBackup"],
            [scope.arn("rds", "cluster-auto-backup:*")],  # AWS chooses the id, so the tag identifies the cell
            {"StringEquals": {"aws:ResourceTag/cell": scope.cell}},
        ),
        _of("Vaults", "backup", "CopyIntoBackupVault DescribeBackupVault", scope.vaults),
        # Backups of a service that AWS Backup does not fully manage have an ARN of that service.
        _of(
            "RecoveryPoints",
            "backup",
            "CopyFromBackupVault TagResource",
            [*scope.everywhere("backup", "recovery-point:*"), *snapshots],
        ),
        allow("TaggedResources", ["tag:GetResources"], "*"),
        *_key_statements(scope, "Decrypt GenerateDataKey", ("dynamodb", "s3")),
    ]
    return [*statements, *_bucket_statements(scope)] if buckets else statements


def restore_statements(scope: BackupScope, *, buckets: bool) -> list[Statement]:
    """Restore into a test; AWS deletes the restored resources with its own role."""
    statements = [
        _of(
            "Tables",
            "dynamodb",
            "BatchWriteItem DeleteItem DescribeTable GetItem PutItem Query RestoreTableFromAwsBackup "
            "RestoreTableFromBackup Scan UpdateItem",
            [scope.arn("dynamodb", f"table/{TEST_PREFIX}*")],
        ),
        _of(
            "TableBackups",
            "dynamodb",
            "RestoreTableFromBackup",
            [scope.arn("dynamodb", f"table/{scope.cell}-*/backup/*")],
        ),
        _of(
            "Databases",
            "rds",
            "AddTagsToResource CreateDBInstance DescribeDBClusters DescribeDBInstances ListTagsForResource "
            "RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime",
            [scope.arn("rds", f"{kind}:{TEST_PREFIX}*") for kind in ("cluster", "db")],
        ),
        _of(
            "DatabaseBackups",
            "rds",
            "DescribeDBClusters DescribeDBClusterSnapshots DescribeDBSubnetGroups RestoreDBClusterFromSnapshot "
            "RestoreDBClusterToPointInTime",
            [
                scope.arn("rds", f"cluster:{scope.cell}-*"),
                scope.arn("rds", "cluster-snapshot:awsbackup:*"),
                scope.arn("rds", f"subgrp:{scope.cell}-*"),
                *(scope.arn("rds", f"cluster-pg:{name}") for name in (f"{scope.cell}-*", "default.aurora-postgresql*")),
                scope.arn("rds", "og:default:aurora-postgresql*"),
            ],
        ),
        *_key_statements(
            scope,
            "Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo",
            ("dynamodb", "rds", "s3"),
        ),
    ]
    return [*statements, *_restored_bucket_statements()] if buckets else statements


def _key_statements(scope: BackupScope, actions: str, services: Sequence[str]) -> list[Statement]:
    keys = list(scope.keys)
    return [
        allow(
            "Keys",
            [f"kms:{action}" for action in actions.split()],
            keys,
            {"StringEquals": {"kms:ViaService": [f"{service}.{scope.region}.amazonaws.com" for service in services]}},
        ),
        allow("KeysSeen", ["kms:DescribeKey"], keys),
        allow("KeysGranted", ["kms:CreateGrant"], keys, {"Bool": {"kms:GrantIsForAWSResource": "true"}}),
    ]


def _bucket_statements(scope: BackupScope) -> list[Statement]:
    """Read buckets, and configure the notifications of changes for AWS Backup."""
    bucket = f"arn:aws:s3:::{scope.cell}-*"
    return [
        _of(
            "Buckets",
            "s3",
            "GetBucketAcl GetBucketLocation GetBucketNotification GetBucketTagging GetBucketVersioning "
            "GetInventoryConfiguration ListBucket ListBucketVersions PutBucketNotification PutInventoryConfiguration",
            [bucket],
        ),
        _of(
            "Objects",
            "s3",
            "GetObject GetObjectAcl GetObjectTagging GetObjectVersion GetObjectVersionAcl GetObjectVersionTagging",
            [f"{bucket}/*"],
        ),
        _of(
            "BucketEvents",
            "events",
            "DeleteRule DescribeRule DisableRule EnableRule ListTargetsByRule PutRule PutTargets RemoveTargets",
            [scope.arn("events", "rule/AwsBackupManagedRule*")],
        ),
        allow("AllRules", ["events:ListRules"], "*"),
        allow("BucketSize", ["cloudwatch:GetMetricData"], "*"),
    ]


def _restored_bucket_statements() -> list[Statement]:
    """Write a new bucket for each test. ACLs are not restored, since the lake's buckets have none."""
    bucket = f"arn:aws:s3:::{TEST_PREFIX}*"
    return [
        _of(
            "Buckets",
            "s3",
            "CreateBucket GetBucketLocation GetBucketOwnershipControls GetBucketVersioning ListBucket "
            "ListBucketVersions PutBucketOwnershipControls PutBucketVersioning",
            [bucket],
        ),
        _of(
            "Objects",
            "s3",
            "DeleteObject GetObject GetObjectTagging GetObjectVersion ListMultipartUploadParts PutObject "
            "PutObjectTagging",
            [f"{bucket}/*"],
        ),
    ]


def _of(sid: str, service: str, actions: str, resources: Sequence[pulumi.Input[str]]) -> Statement:
    return allow(sid, [f"{service}:{action}" for action in actions.split()], list(resources))
