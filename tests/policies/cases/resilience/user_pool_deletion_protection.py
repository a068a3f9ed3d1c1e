"""Cases of the rule `user-pool-deletion-protection`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"deletionProtection": "ACTIVE"}), case({"tags": {"disposable": "true"}})],
    fails=[
        case({}, "deletionProtection"),
        case({"deletionProtection": "INACTIVE", "tags": {"cell": "madrid"}}, "deletionProtection"),
    ],
    unknown=[case({"deletionProtection": UNKNOWN}, "deletionProtection")],
)
