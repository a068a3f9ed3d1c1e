"""Cases of the rule `block-public-access`."""

from policies.testing import UNKNOWN, Cases, case

_MODE = "internetGatewayBlockMode"

CASES = Cases(
    passes=[case({_MODE: "block-bidirectional"}), case({_MODE: "block-ingress"})],
    fails=[case({_MODE: "off"}, _MODE), case({}, _MODE)],
    unknown=[case({_MODE: UNKNOWN}, _MODE)],
)
