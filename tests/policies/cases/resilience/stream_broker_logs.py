"""Cases of the rule `stream-broker-logs`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"loggingInfo": {"brokerLogs": {"cloudwatchLogs": {"enabled": True, "logGroup": "g"}}}}),
        case({"loggingInfo": {"brokerLogs": {"cloudwatchLogs": {"enabled": False}, "s3": {"enabled": True}}}}),
        case({"brokerNodeGroupInfo": {"instanceType": "express.m7g.large"}}),
    ],
    fails=[
        case({}, "loggingInfo.brokerLogs"),
        case({"brokerNodeGroupInfo": {"instanceType": "kafka.m7g.large"}}, "loggingInfo.brokerLogs"),
        case({"loggingInfo": {"brokerLogs": {"firehose": {"enabled": False}}}}, "loggingInfo.brokerLogs"),
    ],
    unknown=[
        case(
            {"loggingInfo": {"brokerLogs": {"s3": {"enabled": UNKNOWN}}}},
            "loggingInfo.brokerLogs.s3.enabled",
        ),
        case({"loggingInfo": UNKNOWN}, "loggingInfo.brokerLogs.cloudwatchLogs.enabled"),
        case({"brokerNodeGroupInfo": {"instanceType": UNKNOWN}}, "brokerNodeGroupInfo.instanceType"),
    ],
)
