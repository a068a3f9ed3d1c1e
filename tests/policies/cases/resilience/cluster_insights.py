"""Cases of the rule `cluster-insights`."""

from policies.resilience.rules.cluster_insights import Parameters
from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"settings": [{"name": "containerInsights", "value": "enhanced"}]}),
        case({"settings": [{"name": "containerInsights", "value": "enabled"}]}),
        case({"settings": [{"name": "containerInsights", "value": "enhanced"}]}, parameters=Parameters(enhanced=True)),
    ],
    fails=[
        case({}, "settings"),
        case({"settings": []}, "settings"),
        case({"settings": [{"name": "containerInsights", "value": "disabled"}]}, "settings"),
        case(
            {"settings": [{"name": "containerInsights", "value": "enabled"}]},
            "settings",
            parameters=Parameters(enhanced=True),
        ),
    ],
    unknown=[
        case({"settings": UNKNOWN}, "settings.name"),
        case({"settings": [{"name": UNKNOWN, "value": "enhanced"}]}, "settings[0].name"),
        case({"settings": [{"name": "containerInsights", "value": UNKNOWN}]}, "settings[0].value"),
    ],
)
