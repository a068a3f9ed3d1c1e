"""Cases of the rule `policy-document`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "s3:GetObject", "Resource": "arn:aws:s3:::x/*"})}),
        case({"policy": {"Statement": {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"}}}),
        case(
            {
                "assumeRolePolicy": document(
                    {"Action": "sts:AssumeRole", "Principal": {"Service": "lambda.amazonaws.com"}}
                )
            },
            kind="aws:iam/role:Role",
        ),
    ],
    fails=[
        case({"policy": "{not json"}, "policy"),
        case({"policy": '{"Statement": [], "Statement": []}'}, "policy"),
        case({"policy": "[]"}, "policy"),
        case({"policy": {"Version": "2012-10-17"}}, "policy.Statement"),
        case({"policy": {"Statement": ["Allow"]}}, "policy.Statement[0]"),
        case(
            {"policy": document({"Effect": "allow", "Action": "s3:GetObject", "Resource": "*"})},
            "policy.Statement[0].Effect",
        ),
        case({"policy": document({"Resource": "*"})}, "policy.Statement[0].Action"),
        case(
            {"policy": document({"Action": "s3:GetObject", "NotAction": "s3:PutObject", "Resource": "*"})},
            "policy.Statement[0].NotAction",
        ),
        case({"policy": document({"Action": "s3:GetObject", "Resources": "*"})}, "policy.Statement[0]"),
        case(
            {"policy": document({"Action": "s3:GetObject", "Resource": "*", "Condition": "none"})},
            "policy.Statement[0].Condition",
        ),
        case(
            {"inlinePolicies": [{"name": "a", "policy": "oops"}]}, "inlinePolicies[0].policy", kind="aws:iam/role:Role"
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case({"policy": {"Statement": [UNKNOWN]}}, "policy.Statement[0]"),
    ],
)
