"""Cases of the rule `load-balancer-protection`."""

from policies.testing import UNKNOWN, Cases, case

_TWO = {"subnets": ["subnet-a", "subnet-b"]}

CASES = Cases(
    passes=[
        case({**_TWO, "enableDeletionProtection": True}),
        case({"subnets": [UNKNOWN, UNKNOWN], "tags": {"disposable": "true"}}),
        case({"subnetMappings": [{"subnetId": "a"}, {"subnetId": "b"}], "enableDeletionProtection": True}),
    ],
    fails=[
        case(_TWO, "enableDeletionProtection"),
        case({"subnets": ["subnet-a"], "enableDeletionProtection": True}, "subnets"),
        case({"subnets": [], "enableDeletionProtection": False}, "subnets", "enableDeletionProtection"),
    ],
    unknown=[
        case({**_TWO, "enableDeletionProtection": UNKNOWN}, "enableDeletionProtection"),
        case({"subnets": UNKNOWN, "enableDeletionProtection": True}, "subnets"),
    ],
)
