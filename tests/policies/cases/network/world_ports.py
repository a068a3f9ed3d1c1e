"""Cases of the rule `world-ports`."""

from policies.aws import types as aws
from policies.network.rules.world_ports import Parameters
from policies.testing import UNKNOWN, Cases, case

_HTTPS = {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443}
_KAFKA = {"ipProtocol": "tcp", "fromPort": 9092, "toPort": 9098}
_GRE = {"ipProtocol": "47", "cidrIpv4": "0.0.0.0/0"}
_POSTGRES = {"protocol": "tcp", "fromPort": 5432, "toPort": 5432}

CASES = Cases(
    passes=[
        case({**_GRE, "cidrIpv4": "10.1.0.0/16"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case({"ingress": [{"protocol": "47", "fromPort": 443, "toPort": 443, "cidrBlocks": ["10.0.0.0/8"]}]}),
        case({}),
        case({**_HTTPS, "cidrIpv4": "0.0.0.0/0"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case({**_KAFKA, "cidrIpv4": "10.1.0.0/16"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {"ipProtocol": "icmpv6", "fromPort": -1, "toPort": -1, "cidrIpv6": "::/0"},
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        ),
        case(
            {**_KAFKA, "cidrIpv4": "0.0.0.0/0"},
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            parameters=Parameters(ports=tuple(map(str, range(9092, 9099)))),
        ),
        case({"type": "egress", **_POSTGRES, "cidrBlocks": ["0.0.0.0/0"]}, kind=aws.EC2_SECURITY_GROUP_RULE),
    ],
    fails=[
        case(_GRE, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        *(
            case(
                {**_HTTPS, "ipProtocol": protocol, "cidrIpv4": "0.0.0.0/0"},
                "cidrIpv4",
                kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            )
            for protocol in ("47", 47, "50", "esp", "132", "sctp")
        ),
        case({**_GRE, "fromPort": UNKNOWN, "toPort": UNKNOWN}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {"ingress": [{"protocol": "47", "fromPort": 443, "toPort": 443, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
        ),
        case({**_KAFKA, "cidrIpv4": "0.0.0.0/0"}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case({**_HTTPS, "toPort": 444, "cidrIpv6": "::/0"}, "cidrIpv6", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {"type": "ingress", **_POSTGRES, "cidrBlocks": ["0.0.0.0/0"]},
            "cidrBlocks[0]",
            kind=aws.EC2_SECURITY_GROUP_RULE,
        ),
        case(
            {"ingress": [{"protocol": "tcp", "fromPort": 6379, "toPort": 6379, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
        ),
        case({"ingress": [{"protocol": -1, "cidrBlocks": ["0.0.0.0/0"]}]}, "ingress[0].cidrBlocks[0]"),
        case({"ingress": [{"protocol": "tcp", "cidrBlocks": ["0.0.0.0/0"]}]}, "ingress[0].cidrBlocks[0]"),
    ],
    unknown=[
        case({**_KAFKA, "cidrIpv4": UNKNOWN}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {**_HTTPS, "toPort": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "toPort", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE
        ),
        case({"ingress": [{**_POSTGRES, "cidrBlocks": UNKNOWN}]}, "ingress[0].cidrBlocks"),
    ],
)
