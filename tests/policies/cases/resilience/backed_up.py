"""Cases of the rule `backed-up`."""

from policies.testing import UNKNOWN, Cases, case, linked

_TABLE = "aws:dynamodb/table:Table"
_CACHE = "aws:elasticache/replicationGroup:ReplicationGroup"
_EVERYTHING = linked("aws:backup/selection:Selection", resources=["*"])

CASES = Cases(
    passes=[
        case({}),
        case({"pointInTimeRecovery": {"enabled": True}}, kind=_TABLE),
        case({"name": "t"}, kind=_TABLE, stack=[_EVERYTHING]),
        case({"snapshotRetentionLimit": 1}, kind=_CACHE),
        case({"tags": {"disposable": "true"}}, kind=_CACHE),
    ],
    fails=[
        case({"name": "t"}, "", kind=_TABLE),
        case({"snapshotRetentionLimit": 0}, "", kind=_CACHE, stack=[_EVERYTHING]),
        case({"backupRetentionPeriod": 0}, ""),
    ],
    unknown=[
        case({"pointInTimeRecovery": UNKNOWN}, "pointInTimeRecovery.enabled", kind=_TABLE),
        case({"snapshotRetentionLimit": UNKNOWN}, "snapshotRetentionLimit", kind=_CACHE),
    ],
)
