"""Cases of the rule `message-tls`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case, document

_TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy"
_PLAIN = {"Bool": {"aws:SecureTransport": "false"}}


def _deny(action: str | list[str], **given: Any) -> dict[str, Any]:
    return {"Effect": "Deny", "Action": action, "Principal": "*", "Resource": "*", "Condition": _PLAIN, **given}


_ALLOW = {"Action": "sqs:SendMessage", "Principal": {"AWS": "123456789012"}, "Resource": "*"}

CASES = Cases(
    passes=[
        case({"policy": document(_ALLOW, _deny("sqs:*"))}),
        case({"policy": document(_deny(["sqs:SendMessage", "sqs:ReceiveMessage"], Principal={"AWS": "*"}))}),
        case({"policy": document(_deny("sqs:SendMessage"), _deny("sqs:ReceiveMessage"))}),
        case({"policy": document(_deny("sqs:*", Condition={"Bool": {"AWS:SecureTransport": False}}))}),
        case({"policy": document(_deny("sqs:*", Condition={"BoolIfExists": {"aws:SecureTransport": "false"}}))}),
        case({"policy": document(_deny("SNS:Publish"))}, kind=_TOPIC_POLICY),
        case({"name": "orders"}, kind="aws:sqs/queue:Queue"),
        case({"name": "alarms", "policy": document(_deny("sns:*"))}, kind="aws:sns/topic:Topic"),
    ],
    fails=[
        case({}, "policy"),
        case({"policy": document(_ALLOW)}, "policy"),
        case({"policy": document(_deny("sqs:SendMessage"))}, "policy"),
        case({"policy": document(_deny("sqs:*", Condition={}))}, "policy"),
        case(
            {
                "policy": document(
                    {
                        "Effect": "Deny",
                        "Action": "sqs:*",
                        "NotPrincipal": {"AWS": "123456789012"},
                        "Resource": "*",
                        "Condition": _PLAIN,
                    }
                )
            },
            "policy",
        ),
        case({"policy": document(_deny("sqs:*", Principal={"AWS": "arn:aws:iam::123456789012:root"}))}, "policy"),
        case({"policy": document(_deny("sqs:*", Condition={"Bool": {"aws:SecureTransport": "true"}}))}, "policy"),
        case(
            {
                "policy": document(
                    _deny("sqs:*", Condition={**_PLAIN, "StringEquals": {"aws:SourceAccount": "123456789012"}})
                )
            },
            "policy",
        ),
        case({"policy": document(_deny("sns:Subscribe"))}, "policy", kind=_TOPIC_POLICY),
        case({"policy": document(_ALLOW)}, "policy", kind="aws:sqs/queue:Queue"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case({"policy": UNKNOWN}, "policy", kind="aws:sqs/queue:Queue"),
        case(
            {"policy": {"Version": "2012-10-17", "Statement": [_deny("sqs:*", Condition=UNKNOWN)]}},
            "policy.Statement[0].Condition",
        ),
    ],
)
