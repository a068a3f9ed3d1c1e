"""What AWS Backup may do with a cell: one role takes and copies backups, another restores them into tests.

Both follow AWS's managed policies for service roles (AWSBackupServiceRolePolicyForBackup, …ForRestores and their S3
kin), without the services that a cell does not have, without sharing snapshots with other accounts, and on this cell's
names and keys in place of everything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from ..core.iam import Statement, allow

TEST_PREFIX = "awsbackup-restore-test-"
"""What AWS Backup names what it restores into a test (developer guide, Restore testing inferred metadata)."""


@dataclass(frozen=True)
class Scope:
    """Whose resources, and where."""

    cell: str
    region: str
    copy_region: str
    """Empty when there is none."""
    account_id: pulumi.Input[str]
    keys: Sequence[pulumi.Input[str]]
    """Keys of the stores and of the vaults."""
    vaults: Sequence[pulumi.Input[str]]
    """Vaults by ARN."""

    def arn(self, service: str, resource: str, region: str = "") -> pulumi.Output[str]:
        """The ARN of something of this account."""
        return pulumi.Output.concat(f"arn:aws:{service}:{region or self.region}:", self.account_id, f":{resource}")

    def everywhere(self, service: str, resource: str) -> list[pulumi.Output[str]]:
        """The ARN in each region that has a vault."""
        return [self.arn(service, resource, region) for region in (self.region, self.copy_region) if region]


def backup_statements(scope: Scope, *, buckets: bool) -> list[Statement]:
    """What taking and copying backups needs."""
    snapshots = scope.everywhere("rds", "cluster-snapshot:awsbackup:*")
    found = [
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
            [scope.arn("rds", "cluster-auto-backup:*")],  # named by an id that AWS makes, so the tag says whose it is
            {"StringEquals": {"aws:ResourceTag/cell": scope.cell}},
        ),
        _of("Vaults", "backup", "CopyIntoBackupVault DescribeBackupVault", scope.vaults),
        # Backups of a service that AWS Backup does not manage in full have that service's ARN.
        _of(
            "RecoveryPoints",
            "backup",
            "CopyFromBackupVault TagResource",
            [*scope.everywhere("backup", "recovery-point:*"), *snapshots],
        ),
        allow("TaggedResources", ["tag:GetResources"], "*"),
        *_key_statements(scope, "Decrypt GenerateDataKey", ("dynamodb", "s3")),
    ]
    return [*found, *_bucket_statements(scope)] if buckets else found


def restore_statements(scope: Scope, *, buckets: bool) -> list[Statement]:
    """What restoring into a test needs; AWS deletes what was restored with a role of its own."""
    found = [
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
    return [*found, *_restored_bucket_statements()] if buckets else found


def _key_statements(scope: Scope, actions: str, services: Sequence[str]) -> list[Statement]:
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


def _bucket_statements(scope: Scope) -> list[Statement]:
    """Reading buckets, and the notifications from which AWS Backup learns what changed."""
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
    """Writing a bucket of its own for each test; ACLs are not restored, since the lake's buckets have none."""
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
