"""Cases of the rule `workflow-tracing`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"tracingConfiguration": {"enabled": True}})],
    fails=[
        case({}, "tracingConfiguration.enabled"),
        case({"tracingConfiguration": {"enabled": False}}, "tracingConfiguration.enabled"),
    ],
    unknown=[case({"tracingConfiguration": {"enabled": UNKNOWN}}, "tracingConfiguration.enabled")],
)
