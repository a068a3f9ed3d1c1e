"""Cases of the rule `schedule-key`."""

from policies.encryption.rules.schedule_key import Knobs
from policies.testing import UNKNOWN, Cases, case, linked

_KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
_STRICT = Knobs(aws_owned_key=False)

CASES = Cases(
    passes=[
        case({"target": {"input": "{}"}}),
        case({"target": {"arn": "arn:aws:lambda:eu-west-1:123456789012:function:x"}}, knobs=_STRICT),
        case({"target": {"input": "{}"}, "kmsKeyArn": _KEY}, knobs=_STRICT),
        case(
            {"target": {"input": "{}"}, "kmsKeyArn": UNKNOWN},
            edges={"kmsKeyArn": [linked("aws:kms/key:Key")]},
            knobs=_STRICT,
        ),
    ],
    fails=[
        case({"kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/scheduler"}, "kmsKeyArn"),
        case({"target": {"input": "{}"}}, "kmsKeyArn", knobs=_STRICT),
        case(
            {"target": {"input": "{}"}, "kmsKeyArn": "arn:aws:kms:eu-west-1:123456789012:alias/aws/scheduler"},
            "kmsKeyArn",
            knobs=_STRICT,
        ),
    ],
    unknown=[
        case({"target": {"input": UNKNOWN}}, "target.input", knobs=_STRICT),
        case({"kmsKeyArn": UNKNOWN}, "kmsKeyArn"),
    ],
)
