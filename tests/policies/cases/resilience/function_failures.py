"""Cases of the rule `function-failures`."""

from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_FUNCTION = "aws:lambda/function:Function"
_CONFIG = "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"
_PERMISSION = "aws:lambda/permission:Permission"
_TARGET = "aws:cloudwatch/eventTarget:EventTarget"

_QUEUE = "arn:aws:sqs:eu-west-1:123456789012:failures"
_AT = "deadLetterConfig.targetArn"
_DESTINATION = "destinationConfig.onFailure.destination"

_CELL = stack_of(
    {
        "failures": Node("aws:sqs/queue:Queue"),
        "kept": Node(_FUNCTION, {}, {"deadLetterConfig": "failures"}),
        "sent-to-kept": Node(_TARGET, {}, {"arn": "kept"}),
        "configured": Node(_FUNCTION),
        "sent-to-configured": Node(_TARGET, {}, {"arn": "configured"}),
        "config": Node(
            _CONFIG,
            {"destinationConfig": {"onFailure": {"destination": UNKNOWN}}},
            {"functionName": "configured"},
        ),
        "named": Node(_FUNCTION, {"name": "named", "deadLetterConfig": {"targetArn": _QUEUE}}),
        "by-name": Node(_CONFIG, {"functionName": "named"}),
        "nightly": Node(_FUNCTION, {"name": UNKNOWN}),
        "sent-to-nightly": Node(_TARGET, {}, {"arn": "nightly"}),
        "with-queue": Node(_FUNCTION, {"deadLetterConfig": {"targetArn": _QUEUE}}),
        "retries": Node(_CONFIG, {"maximumRetryAttempts": 0}, {"functionName": "with-queue"}),
        "uploads": Node("aws:s3/bucketNotification:BucketNotification", {}, {"lambdaFunctions": ["told", "kept"]}),
        "told": Node(_FUNCTION),
        "asked": Node(_FUNCTION),
        "api": Node(_PERMISSION, {"principal": "apigateway.amazonaws.com"}, {"function": "asked"}),
        "maybe": Node(_FUNCTION),
        "some": Node(_PERMISSION, {"principal": UNKNOWN}, {"function": "maybe"}),
        "perhaps-kept": Node(_FUNCTION, {"deadLetterConfig": UNKNOWN}),
        "topic": Node("aws:sns/topicSubscription:TopicSubscription", {}, {"endpoint": "perhaps-kept"}),
    }
)

CASES = Cases(
    passes=[
        case({"name": "f"}),
        within(_CELL, "kept"),
        within(_CELL, "configured"),
        within(_CELL, "config"),
        within(_CELL, "with-queue"),
        within(_CELL, "retries"),
        within(_CELL, "asked"),
        case({"name": "f"}, stack=[linked(_PERMISSION, function="f", principal="cognito-idp.amazonaws.com")]),
        case(
            {"name": "f"},
            stack=[
                linked(_PERMISSION, function="f", principal="s3.amazonaws.com"),
                linked(_CONFIG, functionName="f", destinationConfig={"onFailure": {"destination": _QUEUE}}),
            ],
        ),
        within(_CELL, "by-name"),
    ],
    fails=[
        within(_CELL, "nightly", _AT),
        within(_CELL, "told", _AT),
        case({"name": "f"}, _AT, stack=[linked(_PERMISSION, function="f", principal="sns.amazonaws.com")]),
        case(
            {"name": "f", "deadLetterConfig": {}},
            _AT,
            users=[("function", linked(_PERMISSION, principal="logs.eu-west-1.amazonaws.com"))],
        ),
        case({"functionName": "f", "maximumRetryAttempts": 0}, _DESTINATION, kind=_CONFIG),
        case({"destinationConfig": {"onSuccess": {"destination": _QUEUE}}}, _DESTINATION, kind=_CONFIG),
    ],
    unknown=[
        within(_CELL, "maybe", _AT),
        within(_CELL, "perhaps-kept", _AT),
        case({"functionName": UNKNOWN}, "functionName", kind=_CONFIG),
    ],
)
