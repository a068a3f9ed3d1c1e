"""Cases of the rule `network-encryption`."""

from policies.encryption.rules.network_encryption import Knobs
from policies.testing import UNKNOWN, Cases, case, linked

_VPC = "aws:ec2/vpc:Vpc"
_CONTROL = "aws:ec2/vpcEncryptionControl:VpcEncryptionControl"

CASES = Cases(
    passes=[
        case({"mode": "enforce"}),
        case({"mode": "monitor"}, knobs=Knobs(monitor_only=True)),
        case({"cidrBlock": "10.0.0.0/16"}, kind=_VPC),
        case({"cidrBlock": "10.0.0.0/16"}, kind=_VPC, users=[("vpcId", linked(_CONTROL))], knobs=Knobs(required=True)),
    ],
    fails=[
        case({"mode": "monitor"}, "mode"),
        case({}, "mode", knobs=Knobs(monitor_only=True)),
        case({"cidrBlock": "10.0.0.0/16"}, "", kind=_VPC, knobs=Knobs(required=True)),
    ],
    unknown=[case({"mode": UNKNOWN}, "mode")],
)
