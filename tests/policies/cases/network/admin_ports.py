"""Cases of the rule `admin-ports`."""

from policies.network.openings import GROUP_RULE, INGRESS_RULE
from policies.network.rules.admin_ports import Knobs
from policies.testing import UNKNOWN, Cases, case

_SSH = {"protocol": "tcp", "fromPort": 22, "toPort": 22}
_RDP = {"ipProtocol": "tcp", "fromPort": 3389, "toPort": 3389}
_WEB = {"protocol": "tcp", "fromPort": 443, "toPort": 443}
_IN = {"type": "ingress", "securityGroupId": "sg-1"}

CASES = Cases(
    passes=[
        case({}),
        case({"ingress": [{**_WEB, "cidrBlocks": ["0.0.0.0/0"]}, {**_SSH, "cidrBlocks": ["10.0.0.0/8"]}]}),
        case({"egress": [{**_SSH, "cidrBlocks": ["0.0.0.0/0"]}]}),
        case({"ingress": [{"protocol": "icmp", "fromPort": -1, "toPort": -1, "cidrBlocks": ["0.0.0.0/0"]}]}),
        case({"type": "egress", **_SSH, "cidrBlocks": ["0.0.0.0/0"]}, kind=GROUP_RULE),
        case({**_RDP, "referencedSecurityGroupId": UNKNOWN}, kind=INGRESS_RULE),
        case({"ingress": [{**_SSH, "cidrBlocks": ["0.0.0.0/0"]}]}, knobs=Knobs(ports=("2222",))),
        case({"ingress": [{**_WEB, "cidrBlocks": UNKNOWN}]}),
    ],
    fails=[
        case({"ingress": [{**_SSH, "cidrBlocks": ["10.0.0.0/8", "0.0.0.0/0"]}]}, "ingress[0].cidrBlocks[1]"),
        case({"ingress": [_WEB, {**_SSH, "ipv6CidrBlocks": ["::/0"]}]}, "ingress[1].ipv6CidrBlocks[0]"),
        case({"ingress": [{**_SSH, "cidrBlocks": ["0.0.0.0/1"]}]}, "ingress[0].cidrBlocks[0]"),
        case(
            {"ingress": [{"protocol": "-1", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
        ),
        case(
            {**_IN, "protocol": "all", "fromPort": 0, "toPort": 0, "cidrBlocks": ["0.0.0.0/0"]},
            "cidrBlocks[0]",
            kind=GROUP_RULE,
        ),
        case(
            {**_IN, "protocol": "tcp", "fromPort": 20, "toPort": 30, "cidrBlocks": ["0.0.0.0/0"]},
            "cidrBlocks[0]",
            kind=GROUP_RULE,
        ),
        case({**_RDP, "cidrIpv4": "0.0.0.0/0"}, "cidrIpv4", kind=INGRESS_RULE),
        case({"ipProtocol": "-1", "cidrIpv6": "::/0"}, "cidrIpv6", kind=INGRESS_RULE),
        case(
            {"ipProtocol": "tcp", "fromPort": 0, "toPort": 65_535, "cidrIpv4": "0.0.0.0/0"},
            "cidrIpv4",
            kind=INGRESS_RULE,
        ),
        case(
            {"ingress": [{**_WEB, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
            knobs=Knobs(ports=("443",)),
        ),
    ],
    unknown=[
        case({"ingress": [{**_SSH, "cidrBlocks": [UNKNOWN]}]}, "ingress[0].cidrBlocks[0]"),
        case({**_RDP, "cidrIpv4": UNKNOWN}, "cidrIpv4", kind=INGRESS_RULE),
        case({**_RDP, "fromPort": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "fromPort", kind=INGRESS_RULE),
        case({**_RDP, "ipProtocol": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "ipProtocol", kind=INGRESS_RULE),
        case({"ingress": UNKNOWN}, "ingress.cidrBlocks", "ingress.ipv6CidrBlocks", "ingress.protocol"),
    ],
)
