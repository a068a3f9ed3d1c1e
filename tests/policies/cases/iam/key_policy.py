"""Cases of the rule `key-policy`."""

from typing import Any

from policies.testing import UNKNOWN, Case, Cases, case, document


def _everyone(*at: str, **condition: Any) -> Case:
    """A grant to any principal that meets a condition."""
    grant = {"Action": "kms:Decrypt", "Principal": {"AWS": "*"}, "Resource": "*", "Condition": condition}
    return case({"policy": document(grant)}, *at)


CASES = Cases(
    passes=[
        _everyone(**{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": ["o-a/r-b/*"]}}),
        _everyone(ArnEquals={"aws:PrincipalArn": "arn:aws:iam::123456789012:role/x"}),
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
        _everyone("policy.Statement[0].Principal", StringLike={"kms:CallerAccount": "?*"}),
        _everyone("policy.Statement[0].Principal", StringEquals={"aws:PrincipalAccount": "${aws:PrincipalAccount}"}),
        _everyone("policy.Statement[0].Principal", IpAddress={"aws:SourceIp": "192.0.2.0/24"}),
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
