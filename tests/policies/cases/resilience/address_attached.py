"""Cases of the rule `address-attached`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"domain": "vpc"}, users=[("allocationId", linked("aws:ec2/natGateway:NatGateway"))]),
        case({"instance": "i-1"}),
        case({"instance": UNKNOWN}, edges={"instance": [linked("aws:ec2/instance:Instance")]}),
    ],
    fails=[
        case({"domain": "vpc"}, ""),
        case({"domain": "vpc"}, "", users=[("value", linked("aws:ssm/parameter:Parameter"))]),
    ],
    unknown=[case({"instance": UNKNOWN}, "instance"), case({"networkInterface": UNKNOWN}, "networkInterface")],
)
