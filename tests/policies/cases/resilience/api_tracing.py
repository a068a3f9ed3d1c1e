"""Cases of the rule `api-tracing`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"xrayTracingEnabled": True})],
    fails=[case({}, "xrayTracingEnabled"), case({"xrayTracingEnabled": False}, "xrayTracingEnabled")],
    unknown=[case({"xrayTracingEnabled": UNKNOWN}, "xrayTracingEnabled")],
)
