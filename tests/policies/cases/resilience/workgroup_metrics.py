"""Cases of the rule `workgroup-metrics`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"configuration": {"publishCloudwatchMetricsEnabled": True}}),
        case({"configuration": {"enforceWorkgroupConfiguration": True}}),
    ],
    fails=[
        case({}, "configuration"),
        case(
            {"configuration": {"publishCloudwatchMetricsEnabled": False}},
            "configuration.publishCloudwatchMetricsEnabled",
        ),
    ],
    unknown=[
        case({"configuration": UNKNOWN}, "configuration.publishCloudwatchMetricsEnabled"),
        case(
            {"configuration": {"publishCloudwatchMetricsEnabled": UNKNOWN}},
            "configuration.publishCloudwatchMetricsEnabled",
        ),
    ],
)
