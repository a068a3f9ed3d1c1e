"""Cases of the rule `key-source`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_AT = "policy.Statement[0].Condition"
_LOG_GROUP = {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:x"}}


def _granted(
    service: str | list[str], *at: str, condition: dict[str, Any] | None = None, kind: str = "aws:kms/key:Key"
) -> Case:
    grant = {"Action": "kms:Decrypt", "Principal": {"Service": service}, "Resource": "*"}
    return case({"policy": document(grant | ({"Condition": condition} if condition else {}))}, *at, kind=kind)


CASES = Cases(
    passes=[
        case({}),
        _granted("logs.eu-west-1.amazonaws.com", condition=_LOG_GROUP),
        _granted("cloudwatch.amazonaws.com"),
        _granted("cloudtrail.amazonaws.com", condition={"StringEquals": {"aws:SourceAccount": "123456789012"}}),
        _granted(
            "cloudtrail.amazonaws.com", condition={"ArnLike": {"aws:SourceArn": "arn:aws:cloudtrail:*:1:trail/x"}}
        ),
        _granted("sns.amazonaws.com", condition={"StringEquals": {"kms:ViaService": "sqs.eu-west-1.amazonaws.com"}}),
        _granted("events.amazonaws.com"),
        _granted("dynamodb.amazonaws.com"),
        case({"policy": document({"Action": "kms:*", "Principal": {"AWS": "123456789012"}, "Resource": "*"})}),
    ],
    fails=[
        _granted("logs.eu-west-1.amazonaws.com", _AT),
        _granted("logs.us-gov-west-1.amazonaws.com", _AT),
        _granted("delivery.logs.amazonaws.com", _AT, kind="aws:kms/keyPolicy:KeyPolicy"),
        _granted(["events.amazonaws.com", "cloudtrail.amazonaws.com"], _AT),
        _granted("config.amazonaws.com", _AT, condition={"StringNotEquals": {"aws:SourceAccount": "210987654321"}}),
        _granted("guardduty.amazonaws.com", _AT, condition={"StringLike": {"aws:SourceArn": "*"}}),
        _granted("ses.amazonaws.com", _AT, kind="aws:kms/replicaKey:ReplicaKey"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {
                "policy": {
                    "Statement": [
                        {
                            "Effect": "Allow",
                            "Action": "kms:Decrypt",
                            "Principal": {"Service": "ses.amazonaws.com"},
                            "Condition": UNKNOWN,
                        }
                    ]
                }
            },
            "policy.Statement[0].Condition",
        ),
    ],
)
