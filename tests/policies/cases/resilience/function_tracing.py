"""Cases of the rule `function-tracing`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"tracingConfig": {"mode": "Active"}}), case({"tracingConfig": [{"mode": "Active"}]})],
    fails=[
        case({}, "tracingConfig.mode"),
        case({"tracingConfig": {"mode": "PassThrough"}}, "tracingConfig.mode"),
    ],
    unknown=[case({"tracingConfig": UNKNOWN}, "tracingConfig.mode")],
)
