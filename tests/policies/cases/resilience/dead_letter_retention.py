"""Cases of the rule `dead-letter-retention`."""

from typing import Any

from policies.aws import types as aws
from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_SENDER = ("redrivePolicy", linked("aws:sqs/queue:Queue"))
_CONSUMER = ("destinationConfig", linked("aws:lambda/eventSourceMapping:EventSourceMapping"))

_ARN = "arn:aws:sqs:eu-west-1:123456789012:failed"
_URL = "https://sqs.eu-west-1.amazonaws.com/123456789012/failed"
_LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:x"
_DEAD_LETTER = {"messageRetentionSeconds": 1_209_600}
_INVOKE_CONFIG = aws.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG
_PIPE = "aws:pipes/pipe:Pipe"
_PROFILES = "aws:customerprofiles/domain:Domain"


def _schedule(arn: Any = _LAMBDA, dead: Any = UNKNOWN) -> tuple[str, Resource]:
    target = {"arn": arn, "roleArn": UNKNOWN, "deadLetterConfig": {"arn": dead}}
    return "target", linked(aws.SCHEDULER_SCHEDULE, target=target)


def _user(kind: str, key: str, value: Any) -> tuple[str, Resource]:
    return key, linked(kind, **{key: value})


_DESTINATIONS = (
    _SENDER,
    _CONSUMER,
    _schedule(),
    _schedule(dead=_ARN),
    _user(aws.LAMBDA_FUNCTION, "deadLetterConfig", {"targetArn": UNKNOWN}),
    _user(aws.CLOUDWATCH_EVENT_TARGET, "deadLetterConfig", {"arn": UNKNOWN}),
    _user(aws.CLOUDWATCH_EVENT_BUS, "deadLetterConfig", {"arn": UNKNOWN}),
    _user(aws.SNS_TOPIC_SUBSCRIPTION, "redrivePolicy", UNKNOWN),
    _user(_PIPE, "sourceParameters", {"kinesisStreamParameters": {"deadLetterConfig": {"arn": UNKNOWN}}}),
    _user(_PIPE, "sourceParameters", {"dynamodbStreamParameters": {"deadLetterConfig": {"arn": UNKNOWN}}}),
    _user(_INVOKE_CONFIG, "destinationConfig", {"onFailure": {"destination": UNKNOWN}}),
    _user(
        _INVOKE_CONFIG, "destinationConfig", {"onFailure": {"destination": UNKNOWN}, "onSuccess": {"destination": "x"}}
    ),
    _user(aws.IOT_TOPIC_RULE, "errorAction", {"sqs": {"queueUrl": UNKNOWN, "roleArn": UNKNOWN}}),
    _user(_PROFILES, "deadLetterQueueUrl", UNKNOWN),
    _user(aws.GLUE_CRAWLER, "s3Targets", [{"path": "s3://x", "eventQueueArn": "x", "dlqEventQueueArn": UNKNOWN}]),
    _user("aws:cloudcontrol/resource:Resource", "desiredState", f'{{"DestinationConfig": {{"OnFailure": "{_ARN}"}}}}'),
)
"""Every kind of property that names a dead-letter queue."""

_OTHER_USES = (
    _user(aws.SCHEDULER_SCHEDULE, "target", {"arn": UNKNOWN, "roleArn": UNKNOWN}),
    _user(aws.CLOUDWATCH_EVENT_TARGET, "arn", UNKNOWN),
    _user(_INVOKE_CONFIG, "destinationConfig", {"onSuccess": {"destination": UNKNOWN}}),
    _user(aws.GLUE_CRAWLER, "s3Targets", [{"path": "s3://x", "eventQueueArn": UNKNOWN}]),
    _user(_PIPE, "source", UNKNOWN),
    _user(aws.IOT_TOPIC_RULE, "sqs", [{"queueUrl": UNKNOWN}]),
    _user("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy", "redriveAllowPolicy", UNKNOWN),
)
"""Properties that name a queue for other messages."""

_UNDETERMINED = (
    _user(aws.SCHEDULER_SCHEDULE, "target", UNKNOWN),
    _user(
        _INVOKE_CONFIG,
        "destinationConfig",
        {"onFailure": {"destination": UNKNOWN}, "onSuccess": {"destination": UNKNOWN}},
    ),
    _schedule(arn=UNKNOWN),
)
"""Properties of which it is unknown which part names the queue."""

_STACK = stack_of(
    {
        "failed": Node(aws.SQS_QUEUE, _DEAD_LETTER),
        "named": Node(aws.SQS_QUEUE, {**_DEAD_LETTER, "name": "failed"}),
        "created": Node(aws.SQS_QUEUE, _DEAD_LETTER, arn=_ARN, id=_URL),
        "unnamed": Node(aws.SQS_QUEUE, {**_DEAD_LETTER, "name": UNKNOWN}),
        "target": Node(aws.SQS_QUEUE, arn="arn:aws:sqs:eu-west-1:123456789012:orders"),
        "function": Node(aws.LAMBDA_FUNCTION),
        "by-edge": Node(
            aws.SCHEDULER_SCHEDULE,
            {"target": {"arn": UNKNOWN, "deadLetterConfig": {"arn": UNKNOWN}}},
            {"target": ("function", "failed")},
        ),
        "by-text": Node(
            aws.SCHEDULER_SCHEDULE,
            {"target": {"arn": "arn:aws:sqs:eu-west-1:123456789012:orders", "deadLetterConfig": {"arn": _ARN}}},
        ),
    }
)

CASES = Cases(
    passes=[
        case({"redrivePolicy": '{"deadLetterTargetArn": "arn"}'}),
        case({}, users=[("queueUrl", linked("aws:sqs/redrivePolicy:RedrivePolicy"))]),
        *(case(_DEAD_LETTER, users=[user]) for user in _DESTINATIONS),
        case({"redrivePolicy": UNKNOWN}, edges={"redrivePolicy": [linked("aws:sqs/queue:Queue")]}),
        *(within(_STACK, name) for name in ("failed", "named", "created")),
    ],
    fails=[
        case({}, "redrivePolicy"),
        *(case({}, "messageRetentionSeconds", users=[user]) for user in _DESTINATIONS),
        *(case(_DEAD_LETTER, "redrivePolicy", users=[user]) for user in _OTHER_USES),
        case({"messageRetentionSeconds": 345_600}, "messageRetentionSeconds", users=[_CONSUMER]),
        within(_STACK, "target", "redrivePolicy"),
        case(
            _DEAD_LETTER,
            "redrivePolicy",
            users=[_schedule(arn=_ARN, dead="arn:aws:sqs:eu-west-1:123456789012:other")],
            arn=_ARN,
        ),
    ],
    unknown=[
        within(_STACK, "unnamed", "redrivePolicy"),
        case({"redrivePolicy": UNKNOWN}, "redrivePolicy"),
        case({"messageRetentionSeconds": UNKNOWN}, "messageRetentionSeconds", users=[_SENDER]),
        *(case(_DEAD_LETTER, "redrivePolicy", users=[user]) for user in _UNDETERMINED),
    ],
)
