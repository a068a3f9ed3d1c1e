"""Cases of the rule `database-final-snapshot`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"skipFinalSnapshot": False, "finalSnapshotIdentifier": "last"}),
        case({"finalSnapshotIdentifier": UNKNOWN}),
        case({"skipFinalSnapshot": True, "tags": {"disposable": "true"}}),
    ],
    fails=[
        case({"skipFinalSnapshot": True}, "skipFinalSnapshot"),
        case({}, "finalSnapshotIdentifier"),
        case({"skipFinalSnapshot": False, "finalSnapshotIdentifier": ""}, "finalSnapshotIdentifier"),
    ],
    unknown=[case({"skipFinalSnapshot": UNKNOWN, "finalSnapshotIdentifier": "last"}, "skipFinalSnapshot")],
)
