"""Cases of the rule `balancer-firewall`."""

from policies.testing import UNKNOWN, Cases, case, linked

_FIREWALL = linked("aws:wafv2/webAclAssociation:WebAclAssociation")
_LISTENER = linked("aws:lb/listener:Listener")

CASES = Cases(
    passes=[
        case({"internal": True}),
        case({"loadBalancerType": "network"}),
        case({"internal": False}, users=[("resourceArn", _FIREWALL)]),
        case({"internal": UNKNOWN}, users=[("resourceArn", _FIREWALL)]),
    ],
    fails=[
        case({}, ""),
        case({"internal": False, "loadBalancerType": "application"}, "", users=[("loadBalancerArn", _LISTENER)]),
    ],
    unknown=[
        case({"internal": UNKNOWN}, "internal"),
        case({"loadBalancerType": UNKNOWN}, "loadBalancerType"),
    ],
)
