"""Cases of the rule `service-wildcard`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": ["s3:Get*", "kms:Decrypt"], "Resource": "arn:aws:s3:::bucket/*"})}),
    ],
    fails=[
        case(
            {"policy": document({"Action": "kafka-cluster:*", "Resource": "arn:aws:s3:::bucket/*"})},
            "policy.Statement[0].Action",
        ),
        case(
            {"policy": document({"Action": ["s3:GetObject", "IAM:*"], "Resource": "*"})}, "policy.Statement[0].Action"
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
