"""Cases of the rule `task-platform`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({}), case({"platformVersion": "LATEST"}), case({"platformVersion": "1.4.0"})],
    fails=[
        case({"platformVersion": "1.3.0"}, "platformVersion"),
        case({"platformVersion": "1.2.0"}, "platformVersion"),
    ],
    unknown=[case({"platformVersion": UNKNOWN}, "platformVersion")],
)
