"""Cases of the rule `subnet-public-ip`."""

from policies.testing import UNKNOWN, Cases, case

_PATH = "mapPublicIpOnLaunch"

CASES = Cases(
    passes=[case({}), case({_PATH: False})],
    fails=[case({_PATH: True}, _PATH), case({_PATH: "true"}, _PATH)],
    unknown=[case({_PATH: UNKNOWN}, _PATH)],
)
