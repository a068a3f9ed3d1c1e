"""Cases of the rule `consumer-failures`."""

from policies.testing import UNKNOWN, Cases, case, linked

_KEPT = {"destinationConfig": {"onFailure": {"destinationArn": "arn:aws:sqs:eu-west-1:1:q"}}, "maximumRetryAttempts": 5}

CASES = Cases(
    passes=[
        case({"topics": ["orders"], **_KEPT}),
        case(
            {"topics": ["orders"], "destinationConfig": UNKNOWN, "maximumRetryAttempts": 0},
            edges={"destinationConfig": [linked("aws:sqs/queue:Queue")]},
        ),
        case({"eventSourceArn": "arn:aws:sqs:eu-west-1:1:q"}),
    ],
    fails=[
        case({"topics": ["orders"]}, "destinationConfig.onFailure.destinationArn", "maximumRetryAttempts"),
        case({"topics": ["orders"], **_KEPT, "maximumRetryAttempts": -1}, "maximumRetryAttempts"),
        case(
            {"eventSourceArn": UNKNOWN, "maximumRetryAttempts": 3, "destinationConfig": {"onFailure": {}}},
            "destinationConfig.onFailure.destinationArn",
            edges={"eventSourceArn": [linked("aws:msk/cluster:Cluster")]},
        ),
    ],
    unknown=[
        case({"topics": ["orders"], **_KEPT, "maximumRetryAttempts": UNKNOWN}, "maximumRetryAttempts"),
        case({"topics": UNKNOWN}, "topics"),
    ],
)
