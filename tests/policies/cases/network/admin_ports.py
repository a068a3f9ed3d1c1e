"""Cases of the rule `admin-ports`."""

from policies.aws import types as aws
from policies.network.rules.admin_ports import Parameters
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_SSH = {"protocol": "tcp", "fromPort": 22, "toPort": 22}
_RDP = {"ipProtocol": "tcp", "fromPort": 3389, "toPort": 3389}
_WEB = {"protocol": "tcp", "fromPort": 443, "toPort": 443}
_WITHOUT_PORTS = ("47", 47, "gre", "50", "esp", "51", "ah", "4", "89", "112", "132", "sctp")
"""Protocols that are neither TCP, UDP nor ICMP: no session of SSH or Remote Desktop uses them."""

_IN = {"type": "ingress", "securityGroupId": "sg-1"}

_LIST = "aws:ec2/managedPrefixList:ManagedPrefixList"
_WORLD = linked(_LIST, entries=[{"cidr": "10.0.0.0/8"}, {"cidr": "0.0.0.0/0"}, {"cidr": "::/0"}])
_OFFICE = linked(_LIST, entries=[{"cidr": "198.51.100.0/24"}])
_ENTRY = "aws:ec2/managedPrefixListEntry:ManagedPrefixListEntry"
_LISTS = stack_of(
    {
        "list": Node(_LIST, id="pl-1"),
        "entry": Node(_ENTRY, {"cidr": "0.0.0.0/0"}, {"prefixListId": "list"}),
        "other": Node(_LIST, {"entries": [{"cidr": "198.51.100.0/24"}]}, id="pl-2"),
        "elsewhere": Node(_ENTRY, {"prefixListId": "pl-3", "cidr": "0.0.0.0/0"}),
        "by-edge": Node(aws.VPC_SECURITY_GROUP_INGRESS_RULE, _RDP, {"prefixListId": "list"}),
        "by-id": Node(aws.VPC_SECURITY_GROUP_INGRESS_RULE, {**_RDP, "prefixListId": "pl-1"}),
        "to-other": Node(
            aws.VPC_SECURITY_GROUP_INGRESS_RULE, {**_RDP, "prefixListId": "pl-2"}, {"prefixListId": ("list", "other")}
        ),
        "of-aws": Node(
            aws.VPC_SECURITY_GROUP_INGRESS_RULE, {**_RDP, "prefixListId": "pl-4"}, {"prefixListId": "other"}
        ),
        "either": Node(aws.VPC_SECURITY_GROUP_INGRESS_RULE, _RDP, {"prefixListId": ("list", "other")}),
    }
)

CASES = Cases(
    passes=[
        *(
            case({"ipProtocol": protocol, "cidrIpv4": "0.0.0.0/0"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE)
            for protocol in _WITHOUT_PORTS
        ),
        case({"ingress": [{"protocol": "47", "fromPort": 22, "toPort": 22, "cidrBlocks": ["0.0.0.0/0"]}]}),
        case(
            {"ipProtocol": "47", "fromPort": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE
        ),
        case({}),
        case({"ingress": [{**_WEB, "cidrBlocks": ["0.0.0.0/0"]}, {**_SSH, "cidrBlocks": ["10.0.0.0/8"]}]}),
        case({"egress": [{**_SSH, "cidrBlocks": ["0.0.0.0/0"]}]}),
        case({"ingress": [{"protocol": "icmp", "fromPort": -1, "toPort": -1, "cidrBlocks": ["0.0.0.0/0"]}]}),
        case({"type": "egress", **_SSH, "cidrBlocks": ["0.0.0.0/0"]}, kind=aws.EC2_SECURITY_GROUP_RULE),
        case({**_RDP, "referencedSecurityGroupId": UNKNOWN}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case({"ingress": [{**_SSH, "cidrBlocks": ["0.0.0.0/0"]}]}, parameters=Parameters(ports=("2222",))),
        case({"ingress": [{**_WEB, "cidrBlocks": UNKNOWN}]}),
        case(
            {**_RDP, "prefixListId": UNKNOWN},
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            edges={"prefixListId": [_OFFICE]},
        ),
        case(
            {**_RDP, "prefixListId": UNKNOWN},
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            edges={"prefixListId": [linked("aws:ec2/vpcEndpoint:VpcEndpoint")]},
        ),
        case({**_RDP, "prefixListId": "pl-6da54004"}, kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case({"ingress": [{**_WEB, "prefixListIds": [UNKNOWN]}]}, edges={"ingress": [_WORLD]}),
        within(_LISTS, "to-other"),
        within(_LISTS, "of-aws"),
    ],
    fails=[
        case(
            {"ipProtocol": "6", "fromPort": 22, "toPort": 22, "cidrIpv4": "0.0.0.0/0"},
            "cidrIpv4",
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        ),
        case(
            {"ingress": [{"protocol": 17, "fromPort": 3389, "toPort": 3389, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
        ),
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
            kind=aws.EC2_SECURITY_GROUP_RULE,
        ),
        case(
            {**_IN, "protocol": "tcp", "fromPort": 20, "toPort": 30, "cidrBlocks": ["0.0.0.0/0"]},
            "cidrBlocks[0]",
            kind=aws.EC2_SECURITY_GROUP_RULE,
        ),
        case({**_RDP, "cidrIpv4": "0.0.0.0/0"}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {**_RDP, "prefixListId": UNKNOWN},
            "prefixListId",
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            edges={"prefixListId": [_WORLD]},
        ),
        case(
            {"ingress": [_WEB, {**_SSH, "prefixListIds": [UNKNOWN]}]},
            "ingress[1].prefixListIds[0]",
            edges={"ingress": [_WORLD]},
        ),
        case(
            {**_IN, **_SSH, "prefixListIds": [UNKNOWN]},
            "prefixListIds[0]",
            kind=aws.EC2_SECURITY_GROUP_RULE,
            edges={"prefixListIds": [_WORLD]},
        ),
        within(_LISTS, "by-edge", "prefixListId"),
        within(_LISTS, "by-id", "prefixListId"),
        case({"ipProtocol": "-1", "cidrIpv6": "::/0"}, "cidrIpv6", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {"ipProtocol": "tcp", "fromPort": 0, "toPort": 65_535, "cidrIpv4": "0.0.0.0/0"},
            "cidrIpv4",
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        ),
        case(
            {"ingress": [{**_WEB, "cidrBlocks": ["0.0.0.0/0"]}]},
            "ingress[0].cidrBlocks[0]",
            parameters=Parameters(ports=("443",)),
        ),
    ],
    unknown=[
        case({"ingress": [{**_SSH, "cidrBlocks": [UNKNOWN]}]}, "ingress[0].cidrBlocks[0]"),
        case({**_RDP, "cidrIpv4": UNKNOWN}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {**_RDP, "fromPort": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "fromPort", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE
        ),
        case(
            {**_RDP, "ipProtocol": UNKNOWN, "cidrIpv4": "0.0.0.0/0"},
            "ipProtocol",
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        ),
        case(
            {"ingress": UNKNOWN},
            "ingress.cidrBlocks",
            "ingress.ipv6CidrBlocks",
            "ingress.prefixListIds",
            "ingress.protocol",
        ),
        case({**_RDP, "prefixListId": UNKNOWN}, "prefixListId", kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE),
        case(
            {**_RDP, "prefixListId": UNKNOWN},
            "prefixListId",
            kind=aws.VPC_SECURITY_GROUP_INGRESS_RULE,
            edges={"prefixListId": [linked(_LIST, entries=UNKNOWN)]},
        ),
        within(_LISTS, "either", "prefixListId"),
    ],
)
