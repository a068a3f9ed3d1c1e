"""Cases of the rule `database-final-snapshot`."""

from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[
        case({"replicateSourceDb": "orders", "skipFinalSnapshot": True}, kind=_INSTANCE),
        case({"finalSnapshotIdentifier": "last"}, kind=_INSTANCE),
        case({"skipFinalSnapshot": False, "finalSnapshotIdentifier": "last"}),
        case({"finalSnapshotIdentifier": UNKNOWN}),
        case({"skipFinalSnapshot": True, "tags": {"disposable": "true"}}),
    ],
    fails=[
        case({"skipFinalSnapshot": True}, "skipFinalSnapshot", kind=_INSTANCE),
        case({"skipFinalSnapshot": True}, "skipFinalSnapshot"),
        case({}, "finalSnapshotIdentifier"),
        case({"skipFinalSnapshot": False, "finalSnapshotIdentifier": ""}, "finalSnapshotIdentifier"),
    ],
    unknown=[case({"skipFinalSnapshot": UNKNOWN, "finalSnapshotIdentifier": "last"}, "skipFinalSnapshot")],
)
