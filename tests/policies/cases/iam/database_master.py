"""Cases of the rule `database-master`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"manageMasterUserPassword": True, "masterUsername": "cell_master"}),
        case({"snapshotIdentifier": "orders-2026"}),
    ],
    fails=[
        case({"masterUsername": "cell_master", "masterPassword": "x"}, "manageMasterUserPassword", "masterPassword"),
        case({"masterUsername": "postgres", "manageMasterUserPassword": True}, "masterUsername"),
        case({"manageMasterUserPassword": True, "masterUsername": "cell", "masterPassword": UNKNOWN}, "masterPassword"),
    ],
    unknown=[
        case({"manageMasterUserPassword": UNKNOWN, "masterUsername": "cell_master"}, "manageMasterUserPassword"),
        case({"manageMasterUserPassword": True, "masterUsername": UNKNOWN}, "masterUsername"),
    ],
)
