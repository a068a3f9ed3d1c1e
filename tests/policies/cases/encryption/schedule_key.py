"""Cases of the rule `schedule-key`."""

from policies.encryption.rules.schedule_key import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_STRICT = Parameters(aws_owned_key=False)

CASES = Cases(
    passes=[
        case({"target": {"input": "{}"}}),
        case({"target": {"arn": "arn:aws:lambda:eu-west-1:123456789012:function:x"}}, parameters=_STRICT),
        case({"target": {"input": "{}"}, "kmsKeyArn": _KEY}, parameters=_STRICT),
        case(
            {"target": {"input": "{}"}, "kmsKeyArn": UNKNOWN},
            edges={"kmsKeyArn": [linked("aws:kms/key:Key")]},
            parameters=_STRICT,
        ),
    ],
    fails=[
        case({"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/scheduler"}, "kmsKeyArn"),
        case({"target": {"input": "{}"}}, "kmsKeyArn", parameters=_STRICT),
        case(
            {"target": {"input": "{}"}, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/scheduler"},
            "kmsKeyArn",
            parameters=_STRICT,
        ),
    ],
    unknown=[
        case({"target": {"input": UNKNOWN}}, "target.input", parameters=_STRICT),
        case({"kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
    ],
)
