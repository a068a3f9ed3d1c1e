"""Cases of the rule `network-flow-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_FLOW_LOG = "aws:ec2/flowLog:FlowLog"

CASES = Cases(
    passes=[
        case({"cidrBlock": "10.0.0.0/16"}, users=[("vpcId", linked(_FLOW_LOG, trafficType="ALL"))]),
        case(
            {},
            users=[
                ("vpcId", linked(_FLOW_LOG, "accepted", trafficType="ACCEPT")),
                ("vpcId", linked(_FLOW_LOG, "refused", trafficType="REJECT")),
            ],
        ),
    ],
    fails=[
        case({"cidrBlock": "10.0.0.0/16"}, ""),
        case({}, "", users=[("vpcId", linked(_FLOW_LOG, trafficType="ACCEPT"))]),
        case({}, "", users=[("vpcId", linked("aws:ec2/subnet:Subnet"))]),
    ],
    unknown=[case({}, "trafficType", users=[("vpcId", linked(_FLOW_LOG, trafficType=UNKNOWN))])],
)
