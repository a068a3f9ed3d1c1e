"""Cases of the rule `function-concurrency`."""

from policies.resilience.rules.function_concurrency import Parameters
from policies.testing import UNKNOWN, Cases, case

_RESERVED = "reservedConcurrentExecutions"
_REQUIRED = Parameters(required=True)

CASES = Cases(
    passes=[
        case({}),
        case({_RESERVED: -1}),
        case({_RESERVED: 10}),
        case({_RESERVED: 10}, parameters=_REQUIRED),
    ],
    fails=[
        case({_RESERVED: 0}, _RESERVED),
        case({_RESERVED: 0}, _RESERVED, parameters=_REQUIRED),
        case({_RESERVED: -1}, _RESERVED, parameters=_REQUIRED),
        case({}, _RESERVED, parameters=_REQUIRED),
    ],
    unknown=[
        case({_RESERVED: UNKNOWN}, _RESERVED),
        case({_RESERVED: UNKNOWN}, _RESERVED, parameters=_REQUIRED),
    ],
)
