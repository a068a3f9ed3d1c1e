"""Cases of the rule `group-descriptions`."""

from policies.aws import types as aws
from policies.testing import UNKNOWN, Cases, case

_SAID = {"description": "orders to database"}

CASES = Cases(
    passes=[
        case(_SAID),
        case({**_SAID, "ingress": [_SAID], "egress": [_SAID, _SAID]}),
        case(_SAID, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(_SAID, kind=aws.EC2_SECURITY_GROUP_RULE),
    ],
    fails=[
        case({}, "description"),
        case({"description": "Managed by Pulumi"}, "description"),
        case({**_SAID, "ingress": [_SAID, {"fromPort": 443}]}, "ingress[1].description"),
        case({**_SAID, "egress": [{"description": " "}]}, "egress[0].description"),
        case({"fromPort": 443}, "description", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case({}, "description", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
    ],
    unknown=[
        case({"description": UNKNOWN}, "description"),
        case({**_SAID, "ingress": UNKNOWN}, "ingress.description"),
        case({"description": UNKNOWN}, "description", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
    ],
)
