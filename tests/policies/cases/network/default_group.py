"""Cases of the rule `default-group`."""

from policies.testing import UNKNOWN, Cases, case

_RULE = {"protocol": "-1", "fromPort": 0, "toPort": 0}

CASES = Cases(
    passes=[case({}), case({"vpcId": UNKNOWN, "ingress": [], "egress": []})],
    fails=[
        case({"ingress": [{**_RULE, "self": True}]}, "ingress"),
        case({"egress": [{**_RULE, "cidrBlocks": ["10.0.0.0/8"]}]}, "egress"),
        case({"ingress": [_RULE], "egress": [_RULE]}, "ingress", "egress"),
    ],
    unknown=[case({"ingress": UNKNOWN}, "ingress"), case({"egress": UNKNOWN}, "egress")],
)
