"""Cases of the rule `key-policy`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {"Action": "kms:*", "Principal": {"AWS": "arn:aws:iam::123456789012:root"}, "Resource": "*"}
                )
            }
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "kms:Decrypt",
                        "Principal": "*",
                        "Resource": "*",
                        "Condition": {"StringEquals": {"kms:CallerAccount": "123456789012"}},
                    }
                )
            }
        ),
        case({}),
    ],
    fails=[
        case(
            {"policy": document({"Action": "kms:Decrypt", "Principal": {"AWS": "*"}, "Resource": "*"})},
            "policy.Statement[0].Principal",
        ),
        case(
            {
                "policy": document(
                    {
                        "Action": "kms:Decrypt",
                        "Principal": "*",
                        "Resource": "*",
                        "Condition": {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}},
                    }
                )
            },
            "policy.Statement[0].Principal",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
    ],
)
