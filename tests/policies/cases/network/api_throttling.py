"""Cases of the rule `api-throttling`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case

_BURST = "defaultRouteSettings.throttlingBurstLimit"
_RATE = "defaultRouteSettings.throttlingRateLimit"


def _limits(burst: Any, rate: Any) -> dict[str, Any]:
    return {"defaultRouteSettings": {"throttlingBurstLimit": burst, "throttlingRateLimit": rate}}


CASES = Cases(
    passes=[case(_limits(100, 50)), case(_limits(100.0, 0.5))],
    fails=[
        case({}, _BURST, _RATE),
        case({"defaultRouteSettings": {"throttlingBurstLimit": 100}}, _RATE),
        case(_limits(0, 50), _BURST),
        case(_limits(100, None), _RATE),
    ],
    unknown=[case(_limits(UNKNOWN, 50), _BURST), case({"defaultRouteSettings": UNKNOWN}, _BURST, _RATE)],
)
