"""Cases of the rule `table-deletion-protection`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"deletionProtectionEnabled": True}), case({"tags": {"disposable": "true"}})],
    fails=[
        case({}, "deletionProtectionEnabled"),
        case({"deletionProtectionEnabled": False, "tags": {"cell": "madrid"}}, "deletionProtectionEnabled"),
    ],
    unknown=[
        case({"deletionProtectionEnabled": UNKNOWN}, "deletionProtectionEnabled"),
        case({"tags": {"disposable": UNKNOWN}}, "tags.disposable"),
    ],
)
