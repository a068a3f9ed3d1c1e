"""Cases of the rule `event-filter-key`."""

from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_CRITERIA = {"filters": [{"pattern": '{"value": {"city": ["lisbon"]}}'}]}

CASES = Cases(
    passes=[
        case({"topics": ["order-events"]}),
        case({"filterCriteria": {"filters": []}}),
        case({"filterCriteria": _CRITERIA, "kmsKeyArn": _KEY}),
        case({"filterCriteria": _CRITERIA, "kmsKeyArn": UNKNOWN}, edges={"kmsKeyArn": [linked("aws:kms/key:Key")]}),
    ],
    fails=[
        case({"filterCriteria": _CRITERIA}, "kmsKeyArn"),
        case(
            {"filterCriteria": _CRITERIA, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/lambda"},
            "kmsKeyArn",
        ),
        case({"filterCriteria": {"filters": [{"pattern": UNKNOWN}]}}, "kmsKeyArn"),
        case({"kmsKeyArn": "alias/aws/lambda"}, "kmsKeyArn"),
    ],
    unknown=[
        case({"filterCriteria": UNKNOWN}, "filterCriteria.filters"),
        case({"kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
        case({"filterCriteria": _CRITERIA, "kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
    ],
)
