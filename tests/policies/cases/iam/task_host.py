"""Cases of the rule `task-host`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"networkMode": "awsvpc"}),
        case({}),
    ],
    fails=[
        case({"networkMode": "host"}, "networkMode"),
        case({"networkMode": "awsvpc", "pidMode": "host"}, "pidMode"),
    ],
    unknown=[
        case({"networkMode": UNKNOWN}, "networkMode"),
    ],
)
