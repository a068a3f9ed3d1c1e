"""Cases of the rule `delivery-stream-key`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case(
            {
                "serverSideEncryption": {
                    "enabled": True,
                    "keyType": "CUSTOMER_MANAGED_CMK",
                    "keyArn": "arn:aws:kms:eu-west-1:123456789012:key/1",
                }
            }
        ),
        case({"mskSourceConfiguration": {"topicName": "order-events"}}),
    ],
    fails=[
        case({}, "serverSideEncryption.enabled", "serverSideEncryption.keyArn", "serverSideEncryption.keyType"),
        case(
            {
                "serverSideEncryption": {
                    "enabled": True,
                    "keyType": "AWS_OWNED_CMK",
                    "keyArn": "arn:aws:kms:eu-west-1:123456789012:key/1",
                }
            },
            "serverSideEncryption.keyType",
        ),
    ],
    unknown=[
        case(
            {"serverSideEncryption": {"enabled": True, "keyType": "CUSTOMER_MANAGED_CMK", "keyArn": UNKNOWN}},
            "serverSideEncryption.keyArn",
        ),
    ],
)
