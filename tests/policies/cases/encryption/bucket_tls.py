"""Cases of the rule `bucket-tls`."""

from policies.testing import UNKNOWN, Cases, case, document, linked

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Effect": "Deny",
                        "Action": "s3:*",
                        "Principal": "*",
                        "Resource": ["arn:aws:s3:::x", "arn:aws:s3:::x/*"],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                )
            },
            kind="aws:s3/bucketPolicy:BucketPolicy",
        ),
        case({"bucket": "x"}, users=[("bucket", linked("aws:s3/bucketPolicy:BucketPolicy"))]),
    ],
    fails=[
        case({"bucket": "x"}, ""),
        case(
            {"policy": document({"Action": "s3:GetObject", "Principal": {"AWS": "123456789012"}, "Resource": "*"})},
            "policy",
            kind="aws:s3/bucketPolicy:BucketPolicy",
        ),
        case(
            {
                "policy": document(
                    {
                        "Effect": "Deny",
                        "Action": "s3:PutObject",
                        "Principal": "*",
                        "Resource": ["arn:aws:s3:::x", "arn:aws:s3:::x/*"],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    }
                )
            },
            "policy",
            kind="aws:s3/bucketPolicy:BucketPolicy",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy", kind="aws:s3/bucketPolicy:BucketPolicy"),
        case({"policy": {"Statement": [UNKNOWN]}}, "policy.Statement[0]", kind="aws:s3/bucketPolicy:BucketPolicy"),
    ],
)
