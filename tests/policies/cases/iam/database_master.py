"""Cases of the rule `database-master`."""

from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[
        case({"manageMasterUserPassword": True, "username": "cell_master"}, kind=_INSTANCE),
        case({"replicateSourceDb": "orders"}, kind=_INSTANCE),
        case({"manageMasterUserPassword": True, "masterUsername": "cell_master"}),
        case({"snapshotIdentifier": "orders-2026"}),
    ],
    fails=[
        case({"username": "cell_master", "password": "x"}, "manageMasterUserPassword", "password", kind=_INSTANCE),
        case({"username": "admin", "manageMasterUserPassword": True}, "username", kind=_INSTANCE),
        case({"masterUsername": "cell_master", "masterPassword": "x"}, "manageMasterUserPassword", "masterPassword"),
        case({"masterUsername": "postgres", "manageMasterUserPassword": True}, "masterUsername"),
        case({"manageMasterUserPassword": True, "masterUsername": "cell", "masterPassword": UNKNOWN}, "masterPassword"),
    ],
    unknown=[
        case({"manageMasterUserPassword": UNKNOWN, "masterUsername": "cell_master"}, "manageMasterUserPassword"),
        case({"manageMasterUserPassword": True, "masterUsername": UNKNOWN}, "masterUsername"),
    ],
)
