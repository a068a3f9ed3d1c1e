"""Cases of the rule `function-concurrency`."""

from policies.resilience.rules.function_concurrency import Knobs
from policies.testing import UNKNOWN, Cases, case

_RESERVED = "reservedConcurrentExecutions"
_REQUIRED = Knobs(required=True)

CASES = Cases(
    passes=[
        case({}),
        case({_RESERVED: -1}),
        case({_RESERVED: 10}),
        case({_RESERVED: 10}, knobs=_REQUIRED),
    ],
    fails=[
        case({_RESERVED: 0}, _RESERVED),
        case({_RESERVED: 0}, _RESERVED, knobs=_REQUIRED),
        case({_RESERVED: -1}, _RESERVED, knobs=_REQUIRED),
        case({}, _RESERVED, knobs=_REQUIRED),
    ],
    unknown=[
        case({_RESERVED: UNKNOWN}, _RESERVED),
        case({_RESERVED: UNKNOWN}, _RESERVED, knobs=_REQUIRED),
    ],
)
