"""Cases of the rule `cache-failover`."""

from policies.testing import UNKNOWN, Cases, case

_BOTH = {"automaticFailoverEnabled": True, "multiAzEnabled": True}

CASES = Cases(
    passes=[case(_BOTH), case({"tags": {"disposable": "true"}})],
    fails=[
        case({}, "automaticFailoverEnabled", "multiAzEnabled"),
        case({**_BOTH, "multiAzEnabled": False}, "multiAzEnabled"),
        case({**_BOTH, "automaticFailoverEnabled": False}, "automaticFailoverEnabled"),
    ],
    unknown=[case({**_BOTH, "multiAzEnabled": UNKNOWN}, "multiAzEnabled")],
)
