"""Cases of the rule `api-firewall`."""

from policies.testing import UNKNOWN, Cases, case, linked

_FIREWALL = linked("aws:wafv2/webAclAssociation:WebAclAssociation")
_REGIONAL = linked("aws:apigateway/restApi:RestApi", endpointConfiguration={"types": ["REGIONAL"]})
_PRIVATE = linked("aws:apigateway/restApi:RestApi", endpointConfiguration={"types": ["PRIVATE"]})
_WAITING = linked("aws:apigateway/restApi:RestApi", endpointConfiguration=UNKNOWN)

CASES = Cases(
    passes=[
        case({"restApi": UNKNOWN}, users=[("resourceArn", _FIREWALL)]),
        case({"restApi": UNKNOWN}, edges={"restApi": [_PRIVATE]}),
    ],
    fails=[
        case({}, ""),
        case({"restApi": "abc", "stageName": "live"}, ""),
        case({"restApi": UNKNOWN}, "", edges={"restApi": [_REGIONAL]}),
    ],
    unknown=[case({"restApi": UNKNOWN}, "restApi", edges={"restApi": [_WAITING]})],
)
