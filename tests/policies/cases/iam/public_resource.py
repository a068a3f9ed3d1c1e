"""Cases of the rule `public-resource`."""

from policies.testing import UNKNOWN, Cases, case, document

CASES = Cases(
    passes=[
        case(
            {
                "policy": document(
                    {
                        "Action": "s3:GetObject",
                        "Principal": {"AWS": "arn:aws:iam::123456789012:role/x"},
                        "Resource": "*",
                    }
                )
            }
        ),
        case({"policy": document({"Effect": "Deny", "Action": "s3:*", "Principal": "*", "Resource": "*"})}),
        case(
            {
                "policy": document(
                    {
                        "Action": "sns:Publish",
                        "Principal": {"AWS": "*"},
                        "Resource": "*",
                        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}},
                    }
                )
            },
            kind="aws:sns/topicPolicy:TopicPolicy",
        ),
    ],
    fails=[
        case(
            {"policy": document({"Action": "s3:GetObject", "Principal": "*", "Resource": "*"})},
            "policy.Statement[0].Principal",
        ),
        case(
            {"policy": document({"Action": "sqs:SendMessage", "Principal": {"AWS": "*"}, "Resource": "*"})},
            "policy.Statement[0].Principal",
            kind="aws:sqs/queuePolicy:QueuePolicy",
        ),
        case(
            {"accessPolicies": document({"Action": "es:ESHttpGet", "Principal": {"AWS": "*"}, "Resource": "*"})},
            "accessPolicies.Statement[0].Principal",
            kind="aws:opensearch/domainPolicy:DomainPolicy",
        ),
        case(
            {"policyDocument": document({"Action": "logs:PutLogEvents", "Principal": "*", "Resource": "*"})},
            "policyDocument.Statement[0].Principal",
            kind="aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
        ),
    ],
    unknown=[
        case({"policy": UNKNOWN}, "policy"),
    ],
)
