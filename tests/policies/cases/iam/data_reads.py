"""Cases of the rule `data-reads`."""

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


def _read(action: str, on: str, *at: str) -> Case:
    return case({"policy": document({"Action": action, "Resource": on})}, *at)


CASES = Cases(
    passes=[
        case({"policy": document({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"})}),
        case({"policy": document({"Action": "ec2:DescribeSubnets", "Resource": "*"})}),
        *(_read(*pair) for pair in _SOME),
    ],
    fails=[
        case(
            {"policy": document({"Action": "secretsmanager:GetSecretValue", "Resource": "*"})},
            "policy.Statement[0].Action",
        ),
        case({"policy": document({"Action": "s3:Get*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": "kafka-cluster:ReadData", "Resource": "*"})}, "policy.Statement[0].Action"),
        *(_read(*pair, "policy.Statement[0].Action") for pair in _EVERY),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
