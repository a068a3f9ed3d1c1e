"""Cases of the rule `dead-letter-retention`."""

from policies.testing import UNKNOWN, Cases, case, linked

_SENDER = ("redrivePolicy", linked("aws:sqs/queue:Queue"))
_CONSUMER = ("destinationConfig", linked("aws:lambda/eventSourceMapping:EventSourceMapping"))

CASES = Cases(
    passes=[
        case({"redrivePolicy": '{"deadLetterTargetArn": "arn"}'}),
        case({}, users=[("queueUrl", linked("aws:sqs/redrivePolicy:RedrivePolicy"))]),
        case({"messageRetentionSeconds": 1_209_600}, users=[_SENDER]),
        case({"redrivePolicy": UNKNOWN}, edges={"redrivePolicy": [linked("aws:sqs/queue:Queue")]}),
    ],
    fails=[
        case({}, "redrivePolicy"),
        case({}, "messageRetentionSeconds", users=[_SENDER]),
        case({"messageRetentionSeconds": 345_600}, "messageRetentionSeconds", users=[_CONSUMER]),
    ],
    unknown=[
        case({"redrivePolicy": UNKNOWN}, "redrivePolicy"),
        case({"messageRetentionSeconds": UNKNOWN}, "messageRetentionSeconds", users=[_SENDER]),
    ],
)
