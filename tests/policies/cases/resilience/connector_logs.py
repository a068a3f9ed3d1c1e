"""Cases of the rule `connector-logs`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"logDelivery": {"workerLogDelivery": {"cloudwatchLogs": {"enabled": True, "logGroup": "g"}}}}),
        case({"logDelivery": {"workerLogDelivery": {"firehose": {"enabled": True}, "s3": {"enabled": False}}}}),
    ],
    fails=[
        case({}, "logDelivery.workerLogDelivery"),
        case({"logDelivery": {"workerLogDelivery": {}}}, "logDelivery.workerLogDelivery"),
        case({"logDelivery": {"workerLogDelivery": {"s3": {"enabled": False}}}}, "logDelivery.workerLogDelivery"),
    ],
    unknown=[
        case(
            {"logDelivery": {"workerLogDelivery": {"cloudwatchLogs": {"enabled": UNKNOWN}}}},
            "logDelivery.workerLogDelivery.cloudwatchLogs.enabled",
        ),
    ],
)
