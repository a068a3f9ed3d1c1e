"""Cases of the rule `egress-anywhere`."""

from policies.network.openings import EGRESS_RULE, GROUP_RULE
from policies.testing import UNKNOWN, Cases, case

_ALL = {"protocol": "-1", "fromPort": 0, "toPort": 0}

CASES = Cases(
    passes=[
        case({}),
        case({"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "0.0.0.0/0"}, kind=EGRESS_RULE),
        case({"ipProtocol": "tcp", "fromPort": 30_000, "toPort": 40_000, "cidrIpv4": "0.0.0.0/0"}, kind=EGRESS_RULE),
        case({"ipProtocol": "-1", "cidrIpv4": "10.0.0.0/16"}, kind=EGRESS_RULE),
        case({"ipProtocol": "-1", "referencedSecurityGroupId": UNKNOWN}, kind=EGRESS_RULE),
        case({"type": "ingress", **_ALL, "cidrBlocks": ["0.0.0.0/0"]}, kind=GROUP_RULE),
        case({"ingress": [{**_ALL, "cidrBlocks": ["0.0.0.0/0"]}]}),
    ],
    fails=[
        case(
            {"egress": [{**_ALL, "cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]}]},
            "egress[0].cidrBlocks[0]",
            "egress[0].ipv6CidrBlocks[0]",
        ),
        case({"ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}, "cidrIpv4", kind=EGRESS_RULE),
        case({"ipProtocol": "tcp", "fromPort": 1, "toPort": 65_535, "cidrIpv6": "::/0"}, "cidrIpv6", kind=EGRESS_RULE),
        case({"ipProtocol": "tcp", "fromPort": 2, "toPort": 65_534, "cidrIpv6": "::/0"}, "cidrIpv6", kind=EGRESS_RULE),
        case(
            {"ipProtocol": "udp", "fromPort": 1024, "toPort": 65_535, "cidrIpv4": "0.0.0.0/0"},
            "cidrIpv4",
            kind=EGRESS_RULE,
        ),
        case({"type": "egress", **_ALL, "cidrBlocks": ["0.0.0.0/0"]}, "cidrBlocks[0]", kind=GROUP_RULE),
    ],
    unknown=[
        case({"ipProtocol": "-1", "cidrIpv4": UNKNOWN}, "cidrIpv4", kind=EGRESS_RULE),
        case({"ipProtocol": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "ipProtocol", kind=EGRESS_RULE),
    ],
)
