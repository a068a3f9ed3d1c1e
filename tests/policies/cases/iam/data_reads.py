"""Cases of the rule `data-reads`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document

_EVERY = (
    ("s3:GetObject", "arn:aws:s3:::*"),
    ("s3:GetObject", "arn:aws:s3:::*/*"),
    ("s3:Get*", "arn:aws:s3:::*"),
    ("dynamodb:Query", "arn:aws:dynamodb:eu-west-1:123456789012:table/*"),
    ("dynamodb:Query", "arn:aws:dynamodb:*:*:table/*/index/*"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:123456789012:*"),
    ("kafka-cluster:ReadData", "arn:aws:kafka:eu-west-1:123456789012:topic/*"),
    ("ssm:GetParameter", "arn:*:ssm:*:*:parameter/*"),
)
_SOME = (
    ("s3:GetObject", "arn:aws:s3:::*-assets/*"),
    ("dynamodb:Query", "arn:aws:dynamodb:*:*:table/orders*"),
    ("secretsmanager:GetSecretValue", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:orders-*"),
    ("kafka-cluster:ReadData", "arn:aws:kafka:eu-west-1:123456789012:topic/cell/*"),
    ("s3:PutObject", "arn:aws:s3:::*"),
)


_OPEN: tuple[tuple[str, Any], ...] = (
    ("s3:GetObject", {"NumericGreaterThanEquals": {"s3:TlsVersion": "1.2"}}),
    ("s3:GetObject", {"StringEquals": {"s3:signatureversion": "AWS4-HMAC-SHA256"}}),
    ("secretsmanager:GetSecretValue", {"StringEquals": {"secretsmanager:VersionStage": "AWSCURRENT"}}),
    ("s3:GetObject", {"StringEquals": {"aws:ResourceAccount": "${aws:ResourceAccount}"}}),
    ("s3:GetObject", {"ArnLike": {"ec2:SourceInstanceARN": "arn:aws:ec2:*:123456789012:instance/i-1"}}),
)
"""Request conditions that do not restrict the data to read."""

_NARROW: tuple[tuple[str, Any], ...] = (
    ("s3:GetObject", {"StringEquals": {"s3:ExistingObjectTag/cell": "a"}}),
    ("s3:GetObject", {"StringEquals": {"s3:ResourceAccount": "123456789012"}}),
    ("secretsmanager:GetSecretValue", {"StringEquals": {"secretsmanager:ResourceTag/cell": "a"}}),
    ("dynamodb:Query", {"ForAnyValue:StringEquals": {"dynamodb:LeadingKeys": "a"}}),
    ("s3:GetObject", {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}),
)


def _read(action: str, on: str, *at: str) -> Case:
    return case({"policy": document({"Action": action, "Resource": on})}, *at)


def _read_when(action: str, when: Any, *at: str) -> Case:
    return case({"policy": document({"Action": action, "Resource": "*", "Condition": when})}, *at)


CASES = Cases(
    passes=[
        case({"policy": document({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"})}),
        case({"policy": document({"Action": "ec2:DescribeSubnets", "Resource": "*"})}),
        *(_read(*pair) for pair in _SOME),
        *(_read_when(*pair) for pair in _NARROW),
    ],
    fails=[
        case(
            {"policy": document({"Action": "secretsmanager:GetSecretValue", "Resource": "*"})},
            "policy.Statement[0].Action",
        ),
        case({"policy": document({"Action": "s3:Get*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": "kafka-cluster:ReadData", "Resource": "*"})}, "policy.Statement[0].Action"),
        *(_read(*pair, "policy.Statement[0].Action") for pair in _EVERY),
        *(_read_when(*pair, "policy.Statement[0].Action") for pair in _OPEN),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
