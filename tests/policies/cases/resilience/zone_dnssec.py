"""Cases of the rule `zone-dnssec`."""

from policies.testing import UNKNOWN, Cases, case, linked

_SIGNING = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"

CASES = Cases(
    passes=[
        case({"name": "example.com"}, users=[("hostedZoneId", linked(_SIGNING))]),
        case({"name": "example.com"}, users=[("hostedZoneId", linked(_SIGNING, signingStatus="SIGNING"))]),
        case({"name": "cell.internal", "vpcs": [{"vpcId": "vpc-1"}]}),
    ],
    fails=[
        case({"name": "example.com"}, ""),
        case({"name": "example.com"}, "", users=[("hostedZoneId", linked(_SIGNING, signingStatus="NOT_SIGNING"))]),
        case({"vpcs": []}, "", users=[("hostedZoneId", linked("aws:route53/keySigningKey:KeySigningKey"))]),
    ],
    unknown=[
        case({"vpcs": UNKNOWN}, "vpcs"),
        case({}, "signingStatus", users=[("hostedZoneId", linked(_SIGNING, signingStatus=UNKNOWN))]),
    ],
)
