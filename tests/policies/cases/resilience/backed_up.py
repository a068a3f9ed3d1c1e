"""Cases of the rule `backed-up`."""

from typing import Any

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, case, linked

_TABLE = "aws:dynamodb/table:Table"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_FILES = "aws:efs/fileSystem:FileSystem"
_FILES_POLICY = "aws:efs/backupPolicy:BackupPolicy"
_INSTANCE = "aws:rds/instance:Instance"
_WAREHOUSE = "aws:redshift/cluster:Cluster"
_EVERYTHING = linked("aws:backup/selection:Selection", resources=["*"])

_OF_ORDERS = linked(
    "aws:backup/selection:Selection",
    resources=[
        "arn:aws:rds:eu-west-1:123456789012:db:orders",
        "arn:aws:elasticfilesystem:eu-west-1:123456789012:file-system/fs-1",
    ],
)


def _files(status: Any) -> tuple[str, Resource]:
    return "fileSystemId", linked(_FILES_POLICY, backupPolicy={"status": status})


CASES = Cases(
    passes=[
        case({}),
        case({"pointInTimeRecovery": {"enabled": True}}, kind=_TABLE),
        case({"name": "t"}, kind=_TABLE, stack=[_EVERYTHING]),
        case({"snapshotRetentionLimit": 1}, kind=_CACHE),
        case({"tags": {"disposable": "true"}}, kind=_CACHE),
        case({}, kind=_WAREHOUSE),
        case({}, kind="aws:docdb/cluster:Cluster"),
        case({"backupRetentionPeriod": 7}, kind=_INSTANCE),
        case({"replicateSourceDb": "orders"}, kind=_INSTANCE),
        case({"identifier": "orders"}, kind=_INSTANCE, stack=[_OF_ORDERS]),
        case({}, kind=_FILES, users=[_files("ENABLED")]),
        case({}, kind=_FILES, stack=[_OF_ORDERS], id="fs-1"),
    ],
    fails=[
        case({}, "", kind=_INSTANCE),
        case({"identifier": "other"}, "", kind=_INSTANCE, stack=[_OF_ORDERS]),
        case({"automatedSnapshotRetentionPeriod": 0}, "", kind=_WAREHOUSE),
        case({"backupRetentionPeriod": 0}, "", kind="aws:docdb/cluster:Cluster"),
        case({}, "", kind=_FILES),
        case({}, "", kind=_FILES, users=[_files("DISABLED")]),
        case({}, "", kind=_FILES, stack=[_OF_ORDERS], id="fs-2"),
        case({"name": "t"}, "", kind=_TABLE),
        case({"snapshotRetentionLimit": 0}, "", kind=_CACHE, stack=[_EVERYTHING]),
        case({"backupRetentionPeriod": 0}, ""),
    ],
    unknown=[
        case({}, "id", kind=_FILES, users=[_files(UNKNOWN)]),
        case({}, "id", kind=_FILES, stack=[_OF_ORDERS]),
        case({"pointInTimeRecovery": UNKNOWN}, "pointInTimeRecovery.enabled", kind=_TABLE),
        case({"snapshotRetentionLimit": UNKNOWN}, "snapshotRetentionLimit", kind=_CACHE),
    ],
)
