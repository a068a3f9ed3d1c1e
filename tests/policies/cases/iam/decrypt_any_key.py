"""Cases of the rule `decrypt-any-key`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case({"policy": document({"Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/1"})}),
        case(
            {
                "policy": document(
                    {
                        "Action": "kms:Decrypt",
                        "Resource": "*",
                        "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
                    }
                )
            }
        ),
        case({"policy": document({"Action": "kms:ListAliases", "Resource": "*"})}),
    ],
    fails=[
        case(
            {"policy": document({"Action": "kms:Decrypt", "Resource": "arn:aws:kms:eu-west-1:123456789012:key/*"})},
            "policy.Statement[0].Resource",
        ),
        case({"policy": document({"Action": "kms:*", "Resource": "*"})}, "policy.Statement[0].Resource"),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
        case(
            {"policy": {"Statement": [{"Effect": "Allow", "Action": [UNKNOWN], "Resource": "arn:aws:s3:::x"}]}},
            "policy.Statement[0].Action[0]",
        ),
    ],
)
