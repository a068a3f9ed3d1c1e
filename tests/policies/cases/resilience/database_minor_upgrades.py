"""Cases of the rule `database-minor-upgrades`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({}), case({"autoMinorVersionUpgrade": True})],
    fails=[
        case({"autoMinorVersionUpgrade": False}, "autoMinorVersionUpgrade"),
        case({"autoMinorVersionUpgrade": "false"}, "autoMinorVersionUpgrade"),
    ],
    unknown=[case({"autoMinorVersionUpgrade": UNKNOWN}, "autoMinorVersionUpgrade")],
)
