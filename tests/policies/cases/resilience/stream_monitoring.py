"""Cases of the rule `stream-monitoring`."""

from policies.resilience.rules.stream_monitoring import Parameters
from policies.testing import UNKNOWN, Cases, case

_OPEN = {"prometheus": {"jmxExporter": {"enabledInBroker": True}, "nodeExporter": {"enabledInBroker": True}}}
_CLOSED = {"prometheus": {"jmxExporter": {"enabledInBroker": True}, "nodeExporter": {"enabledInBroker": False}}}

CASES = Cases(
    passes=[
        case({"enhancedMonitoring": "PER_TOPIC_PER_BROKER", "openMonitoring": _OPEN}),
        case({"enhancedMonitoring": "PER_TOPIC_PER_PARTITION", "openMonitoring": [_OPEN]}),
        case({"enhancedMonitoring": "PER_TOPIC_PER_BROKER"}, parameters=Parameters(open_monitoring=False)),
    ],
    fails=[
        case({"openMonitoring": _OPEN}, "enhancedMonitoring"),
        case({"enhancedMonitoring": "PER_BROKER"}, "enhancedMonitoring", parameters=Parameters(open_monitoring=False)),
        case(
            {"enhancedMonitoring": "PER_TOPIC_PER_BROKER", "openMonitoring": _CLOSED},
            "openMonitoring.prometheus.nodeExporter.enabledInBroker",
        ),
        case(
            {"enhancedMonitoring": "PER_TOPIC_PER_BROKER"},
            "openMonitoring.prometheus.jmxExporter.enabledInBroker",
            "openMonitoring.prometheus.nodeExporter.enabledInBroker",
        ),
    ],
    unknown=[
        case({"enhancedMonitoring": UNKNOWN, "openMonitoring": _OPEN}, "enhancedMonitoring"),
        case(
            {"enhancedMonitoring": "PER_TOPIC_PER_BROKER", "openMonitoring": UNKNOWN},
            "openMonitoring.prometheus.jmxExporter.enabledInBroker",
            "openMonitoring.prometheus.nodeExporter.enabledInBroker",
        ),
    ],
)
