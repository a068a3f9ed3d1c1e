"""Cases of the rule `database-monitoring`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"monitoringInterval": 60, "performanceInsightsEnabled": True}),
        case({"monitoringInterval": "1", "performanceInsightsEnabled": True}),
    ],
    fails=[
        case({}, "monitoringInterval", "performanceInsightsEnabled"),
        case({"monitoringInterval": 0, "performanceInsightsEnabled": True}, "monitoringInterval"),
        case({"monitoringInterval": 60, "performanceInsightsEnabled": False}, "performanceInsightsEnabled"),
    ],
    unknown=[
        case({"monitoringInterval": UNKNOWN, "performanceInsightsEnabled": True}, "monitoringInterval"),
        case({"monitoringInterval": 60, "performanceInsightsEnabled": UNKNOWN}, "performanceInsightsEnabled"),
    ],
)
