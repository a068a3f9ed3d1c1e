"""Cases of the rule `function-url`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"authorizationType": "AWS_IAM"}),
    ],
    fails=[
        case({"authorizationType": "NONE"}, "authorizationType"),
        case({}, "authorizationType"),
    ],
    unknown=[
        case({"authorizationType": UNKNOWN}, "authorizationType"),
    ],
)
