"""Cases of the rule `access-list-admin-ports`."""

from policies.aws import types as aws
from policies.testing import UNKNOWN, Cases, case

_ALL = {"action": "allow", "protocol": "-1", "fromPort": 0, "toPort": 0}
_WORLD = {"cidrBlock": "0.0.0.0/0"}
_SSH = {"ruleAction": "allow", "protocol": "6", "fromPort": 22, "toPort": 22}

CASES = Cases(
    passes=[
        case({**_SSH, **_WORLD, "protocol": "47"}, kind=aws.EC2_NETWORK_ACL_RULE),
        case({"ingress": [{**_ALL, **_WORLD, "protocol": "50"}]}),
        case({}),
        case({"ingress": [{**_ALL, "cidrBlock": "10.1.0.0/16"}], "egress": [{**_ALL, **_WORLD}]}),
        case({"ingress": [{**_ALL, **_WORLD, "action": "deny"}]}),
        case({"ingress": [{**_WORLD, "action": "allow", "protocol": "tcp", "fromPort": 443, "toPort": 443}]}),
        case({**_SSH, **_WORLD, "egress": True}, kind=aws.EC2_NETWORK_ACL_RULE),
        case({**_SSH, **_WORLD, "ruleAction": "deny"}, kind=aws.EC2_NETWORK_ACL_RULE),
    ],
    fails=[
        case({"ingress": [{**_ALL, **_WORLD}]}, "ingress[0].cidrBlock"),
        case({"ingress": [{**_ALL, "ipv6CidrBlock": "::/0"}]}, "ingress[0].ipv6CidrBlock"),
        case({**_SSH, **_WORLD}, "cidrBlock", kind=aws.EC2_NETWORK_ACL_RULE),
        case({**_SSH, "fromPort": 1024, "toPort": 65_535, **_WORLD}, "cidrBlock", kind=aws.EC2_NETWORK_ACL_RULE),
    ],
    unknown=[
        case({"ingress": [{**_ALL, **_WORLD, "action": UNKNOWN}]}, "ingress[0].action"),
        case({**_SSH, **_WORLD, "egress": UNKNOWN}, "egress", kind=aws.EC2_NETWORK_ACL_RULE),
        case({"ingress": [{**_ALL, "cidrBlock": UNKNOWN}]}, "ingress[0].cidrBlock"),
        case({**_SSH, **_WORLD, "toPort": UNKNOWN}, "toPort", kind=aws.EC2_NETWORK_ACL_RULE),
    ],
)
