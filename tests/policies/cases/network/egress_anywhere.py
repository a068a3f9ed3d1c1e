"""Cases of the rule `egress-anywhere`."""

from policies.aws import types as aws
from policies.network.rules.egress_anywhere import Parameters
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_ALL = {"protocol": "-1", "fromPort": 0, "toPort": 0}


def _out(first: int, last: int) -> dict[str, object]:
    return {"ipProtocol": "tcp", "fromPort": first, "toPort": last, "cidrIpv4": "0.0.0.0/0"}


_HALVES = stack_of(
    {
        "group": Node(
            aws.EC2_SECURITY_GROUP,
            {"egress": [{"protocol": "tcp", "fromPort": 1, "toPort": 600, "cidrBlocks": ["0.0.0.0/0"]}]},
        ),
        "rule": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, _out(601, 1_200), {"securityGroupId": "group"}),
        "web": Node(
            aws.VPC_SECURITY_GROUP_EGRESS_RULE,
            {**_out(443, 443), "cidrIpv4": "10.0.0.0/8"},
            {"securityGroupId": "group"},
        ),
        "other": Node(aws.EC2_SECURITY_GROUP, id="sg-2"),
        "few": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, _out(1, 600), {"securityGroupId": "other"}),
        "same": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, {**_out(100, 700), "securityGroupId": "sg-2"}),
        "all": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, _out(0, 65_535), {"securityGroupId": "other"}),
        "foreign": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, {**_out(1, 600), "securityGroupId": "sg-3"}),
        "more": Node(aws.VPC_SECURITY_GROUP_EGRESS_RULE, {**_out(2_001, 2_600), "securityGroupId": "sg-3"}),
    }
)

CASES = Cases(
    passes=[
        case({}),
        case(
            {"ipProtocol": "tcp", "fromPort": 443, "toPort": 443, "cidrIpv4": "0.0.0.0/0"},
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
        ),
        case(_out(30_000, 30_999), kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case(_out(30_000, 40_000), kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE, parameters=Parameters(ports=10_001)),
        within(_HALVES, "web"),
        within(_HALVES, "few"),
        within(_HALVES, "same"),
        case(
            {"ipProtocol": "-1", "prefixListId": UNKNOWN},
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
            edges={"prefixListId": [linked("aws:ec2/vpcEndpoint:VpcEndpoint")]},
        ),
        case({"ipProtocol": "-1", "cidrIpv4": "10.0.0.0/16"}, kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case({"ipProtocol": "-1", "referencedSecurityGroupId": UNKNOWN}, kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case({"type": "ingress", **_ALL, "cidrBlocks": ["0.0.0.0/0"]}, kind=aws.EC2_SECURITY_GROUP_RULE),
        case({"ingress": [{**_ALL, "cidrBlocks": ["0.0.0.0/0"]}]}),
    ],
    fails=[
        case(
            {"egress": [{**_ALL, "cidrBlocks": ["0.0.0.0/0"], "ipv6CidrBlocks": ["::/0"]}]},
            "egress[0].cidrBlocks[0]",
            "egress[0].ipv6CidrBlocks[0]",
        ),
        case({"ipProtocol": "-1", "cidrIpv4": "0.0.0.0/0"}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case(_out(30_000, 31_000), "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case(
            {
                "egress": [
                    {"protocol": "tcp", "fromPort": first, "toPort": last, "cidrBlocks": ["0.0.0.0/0"]}
                    for first, last in ((0, 32_767), (32_768, 65_535))
                ]
            },
            "egress[0].cidrBlocks[0]",
            "egress[1].cidrBlocks[0]",
        ),
        within(_HALVES, "rule", "cidrIpv4"),
        within(_HALVES, "all", "cidrIpv4"),
        within(_HALVES, "foreign", "cidrIpv4"),
        case(
            {"ipProtocol": "-1", "prefixListId": UNKNOWN},
            "prefixListId",
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
            edges={
                "prefixListId": [linked("aws:ec2/managedPrefixList:ManagedPrefixList", entries=[{"cidr": "0.0.0.0/0"}])]
            },
        ),
        case(
            {"ipProtocol": "tcp", "fromPort": 1, "toPort": 65_535, "cidrIpv6": "::/0"},
            "cidrIpv6",
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
        ),
        case(
            {"ipProtocol": "tcp", "fromPort": 2, "toPort": 65_534, "cidrIpv6": "::/0"},
            "cidrIpv6",
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
        ),
        case(
            {"ipProtocol": "udp", "fromPort": 1024, "toPort": 65_535, "cidrIpv4": "0.0.0.0/0"},
            "cidrIpv4",
            kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE,
        ),
        case(
            {"type": "egress", **_ALL, "cidrBlocks": ["0.0.0.0/0"]}, "cidrBlocks[0]", kind=aws.EC2_SECURITY_GROUP_RULE
        ),
    ],
    unknown=[
        case({**_out(1, 600), "securityGroupId": UNKNOWN}, "securityGroupId", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case({"ipProtocol": "-1", "cidrIpv4": UNKNOWN}, "cidrIpv4", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
        case({"ipProtocol": UNKNOWN, "cidrIpv4": "0.0.0.0/0"}, "ipProtocol", kind=aws.VPC_SECURITY_GROUP_EGRESS_RULE),
    ],
)
