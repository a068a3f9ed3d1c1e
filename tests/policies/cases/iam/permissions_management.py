"""Cases of the rule `permissions-management`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::x"})}),
        case({"policy": document({"Action": "s3:GetObject", "Resource": "*"})}),
    ],
    fails=[
        case({"policy": document({"Action": "s3:PutBucketPolicy", "Resource": "*"})}, "policy.Statement[0].Action"),
        case({"policy": document({"Action": ["sns:AddPermission"], "Resource": "*"})}, "policy.Statement[0].Action"),
        case(
            {"policy": document({"Action": "s3:PutBucketPolicy", "Resource": "arn:aws:s3:::*"})},
            "policy.Statement[0].Action",
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
