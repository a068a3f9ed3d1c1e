"""Cases of the rule `data-reads`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"})}),
        case({"policy": document({"Action": "ec2:DescribeSubnets", "Resource": "*"})}),
    ],
    fails=[
        case(
            {"policy": document({"Action": "secretsmanager:GetSecretValue", "Resource": "*"})},
            "policy.Statement[0].Action",
        ),
        case({"policy": document({"Action": "s3:Get*", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": "kafka-cluster:ReadData", "Resource": "*"})}, "policy.Statement[0].Action"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
