"""Cases of the rule `endpoint-policy`."""

from policies.testing import UNKNOWN, Cases, case, document

_ANYONE = {"Principal": "*", "Resource": "*"}
_OURS = {"Condition": {"StringEquals": {"aws:ResourceAccount": "123456789012"}}}
_ANY = {"Condition": {"StringLike": {"aws:PrincipalArn": "*"}}}
_OF_ENDPOINT = "aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy"

CASES = Cases(
    passes=[
        case({"policy": document({**_ANYONE, "Action": "s3:GetObject"})}),
        case({"policy": document({**_ANYONE, "Action": "*", **_OURS})}),
        case({"policy": document({**_ANYONE, "Action": "*", "Effect": "Deny"})}),
        case({"vpcEndpointType": "GatewayLoadBalancer"}),
        case({"policy": document({**_ANYONE, "Action": "*", **_OURS})}, kind=_OF_ENDPOINT),
    ],
    fails=[
        case({}, "policy", kind=_OF_ENDPOINT),
        case({"policy": document({**_ANYONE, "Action": "*"})}, "policy.Statement[0].Action", kind=_OF_ENDPOINT),
        case({"policy": document({**_ANYONE, "Action": "*", **_ANY})}, "policy.Statement[0].Action"),
        case({}, "policy"),
        case({"vpcEndpointType": "Interface", "policy": ""}, "policy"),
        case({"policy": document({**_ANYONE, "Action": "*"})}, "policy.Statement[0].Action"),
        case(
            {"policy": document({**_ANYONE, "Action": "s3:GetObject"}, {**_ANYONE, "Action": ["*"]})},
            "policy.Statement[1].Action",
        ),
    ],
    unknown=[case({"policy": UNKNOWN}, "policy"), case({"vpcEndpointType": UNKNOWN}, "vpcEndpointType")],
)
