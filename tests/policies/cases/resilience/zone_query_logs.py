"""Cases of the rule `zone-query-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"name": "example.com"}, users=[("zoneId", linked("aws:route53/queryLog:QueryLog"))]),
        case({"name": "cell.internal", "vpcs": [{"vpcId": "vpc-1"}]}),
        case({"name": "cell.internal", "vpcs": [{"vpcId": UNKNOWN}]}),
    ],
    fails=[
        case({"name": "example.com"}, ""),
        case({"name": "example.com", "vpcs": []}, ""),
        case({"name": "example.com"}, "", users=[("zoneId", linked("aws:route53/record:Record"))]),
    ],
    unknown=[case({"vpcs": UNKNOWN}, "vpcs")],
)
