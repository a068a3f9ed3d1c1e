"""Cases of the rule `database-deletion-protection`."""

from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[case({"deletionProtection": True}), case({"tags": {"disposable": "true"}})],
    fails=[
        case({}, "deletionProtection", kind=_INSTANCE),
        case({}, "deletionProtection"),
        case({"deletionProtection": False}, "deletionProtection"),
        case({"deletionProtection": False, "tags": {"disposable": "false"}}, "deletionProtection"),
    ],
    unknown=[case({"deletionProtection": UNKNOWN}, "deletionProtection"), case({"tags": UNKNOWN}, "tags.disposable")],
)
