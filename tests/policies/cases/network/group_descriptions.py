"""Cases of the rule `group-descriptions`."""

from policies.aws.network.security_groups import EGRESS_RULE, GROUP_RULE, INGRESS_RULE
from policies.testing import UNKNOWN, Cases, case

_SAID = {"description": "orders to database"}

CASES = Cases(
    passes=[
        case(_SAID),
        case({**_SAID, "ingress": [_SAID], "egress": [_SAID, _SAID]}),
        case(_SAID, kind=INGRESS_RULE),
        case(_SAID, kind=GROUP_RULE),
    ],
    fails=[
        case({}, "description"),
        case({"description": "Managed by Pulumi"}, "description"),
        case({**_SAID, "ingress": [_SAID, {"fromPort": 443}]}, "ingress[1].description"),
        case({**_SAID, "egress": [{"description": " "}]}, "egress[0].description"),
        case({"fromPort": 443}, "description", kind=EGRESS_RULE),
        case({}, "description", kind=INGRESS_RULE),
    ],
    unknown=[
        case({"description": UNKNOWN}, "description"),
        case({**_SAID, "ingress": UNKNOWN}, "ingress.description"),
        case({"description": UNKNOWN}, "description", kind=INGRESS_RULE),
    ],
)
