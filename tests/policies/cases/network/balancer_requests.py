"""Cases of the rule `balancer-requests`."""

from policies.testing import UNKNOWN, Cases, case

_DROPS = {"dropInvalidHeaderFields": True}
_MODE = "desyncMitigationMode"

CASES = Cases(
    passes=[
        case(_DROPS),
        case({**_DROPS, "loadBalancerType": "application", _MODE: "strictest"}),
        case({"loadBalancerType": "network"}),
    ],
    fails=[
        case({}, "dropInvalidHeaderFields"),
        case({"dropInvalidHeaderFields": False, _MODE: "monitor"}, "dropInvalidHeaderFields", _MODE),
        case({**_DROPS, _MODE: "monitor"}, _MODE),
    ],
    unknown=[
        case({**_DROPS, _MODE: UNKNOWN}, _MODE),
        case({"dropInvalidHeaderFields": UNKNOWN}, "dropInvalidHeaderFields"),
        case({"loadBalancerType": UNKNOWN}, "loadBalancerType"),
    ],
)
