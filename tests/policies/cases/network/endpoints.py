"""Cases of the rule `endpoints`."""

from policies.network.rules.endpoints import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_KIND = "aws:ec2/vpcEndpoint:VpcEndpoint"
_SUBNET = ("vpcId", linked("aws:ec2/subnet:Subnet"))
_S3 = ("vpcId", linked(_KIND, "s3", serviceName="com.amazonaws.eu-west-1.s3"))
_DYNAMODB = ("vpcId", linked(_KIND, "dynamodb", serviceName="com.amazonaws.eu-west-1.dynamodb"))
_REGISTRY = ("vpcId", linked(_KIND, "ecr", serviceName="com.amazonaws.eu-west-1.ecr.api"))
_WAITING = ("vpcId", linked(_KIND, "waiting", serviceName=UNKNOWN))
_TABLE = linked("aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation")

CASES = Cases(
    passes=[
        case({"cidrBlock": "10.0.0.0/16"}, users=[_SUBNET, _S3, _DYNAMODB]),
        case({"cidrBlock": "10.0.0.0/16"}),
        case({}, users=[_SUBNET, _REGISTRY], parameters=Parameters(services=("ecr.api",))),
        case({"routeTableIds": ["rtb-1"], "vpcEndpointType": "Gateway"}, kind=_KIND),
        case({"routeTableIds": UNKNOWN}, kind=_KIND),
        case({}, kind=_KIND, users=[("vpcEndpointId", _TABLE)]),
        case({"vpcEndpointType": "Interface"}, kind=_KIND),
    ],
    fails=[
        case({}, "", users=[_SUBNET]),
        case({}, "", users=[_SUBNET, _S3]),
        case({}, "", users=[_SUBNET, _S3, _DYNAMODB], parameters=Parameters(services=("kms",))),
        case({"serviceName": "com.amazonaws.eu-west-1.s3"}, "routeTableIds", kind=_KIND),
        case({"vpcEndpointType": "Gateway", "routeTableIds": []}, "routeTableIds", kind=_KIND),
    ],
    unknown=[
        case({"vpcEndpointType": UNKNOWN}, "vpcEndpointType", kind=_KIND),
        case({}, "", users=[_SUBNET, _S3, _WAITING]),
    ],
)
