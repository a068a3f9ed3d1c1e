"""Cases of the rule `network-encryption`."""

from policies.encryption.rules.network_encryption import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_VPC = "aws:ec2/vpc:Vpc"
_CONTROL = "aws:ec2/vpcEncryptionControl:VpcEncryptionControl"

CASES = Cases(
    passes=[
        case({"mode": "enforce"}),
        case({"mode": "monitor"}, parameters=Parameters(monitor_only=True)),
        case({"cidrBlock": "10.0.0.0/16"}, kind=_VPC),
        case(
            {"cidrBlock": "10.0.0.0/16"},
            kind=_VPC,
            users=[("vpcId", linked(_CONTROL))],
            parameters=Parameters(required=True),
        ),
    ],
    fails=[
        case({"mode": "monitor"}, "mode"),
        case({}, "mode", parameters=Parameters(monitor_only=True)),
        case({"cidrBlock": "10.0.0.0/16"}, "", kind=_VPC, parameters=Parameters(required=True)),
    ],
    unknown=[case({"mode": UNKNOWN}, "mode")],
)
