"""Cases of the rule `resource-source`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_TOPIC = "aws:sns/topicPolicy:TopicPolicy"


def _granted(service: str | list[str], *at: str, condition: dict[str, Any] | None = None) -> Case:
    grant = {"Action": "sns:Publish", "Principal": {"Service": service}, "Resource": "*"}
    return case({"policy": document(grant | ({"Condition": condition} if condition else {}))}, *at, kind=_TOPIC)


CASES = Cases(
    passes=[
        _granted("cloudwatch.amazonaws.com", condition={"StringEquals": {"aws:SourceAccount": "123456789012"}}),
        _granted("s3.amazonaws.com", condition={"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::x"}}),
        _granted("budgets.amazonaws.com", condition={"StringEquals": {"aws:SourceOrgID": "o-1234567890"}}),
        _granted("events.amazonaws.com"),
        case({"policy": document({"Action": "s3:*", "Principal": {"AWS": "123456789012"}, "Resource": "*"})}),
    ],
    fails=[
        _granted("cloudwatch.amazonaws.com", "policy.Statement[0].Condition"),
        _granted(["events.amazonaws.com", "s3.amazonaws.com"], "policy.Statement[0].Condition"),
        _granted(
            "sns.amazonaws.com",
            "policy.Statement[0].Condition",
            condition={"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}},
        ),
        _granted(
            "cloudtrail.amazonaws.com", "policy.Statement[0].Condition", condition={"ArnLike": {"aws:SourceArn": "*"}}
        ),
    ],
    unknown=[case({"policy": UNKNOWN}, "policy")],
)
