"""Cases of the rule `route-authorizer`."""

from policies.testing import UNKNOWN, Cases, case, linked

CASES = Cases(
    passes=[
        case({"routeKey": "$connect", "authorizationType": "CUSTOM"}),
        case({"routeKey": "subscribe"}),
        case({"routeKey": "$default"}, edges={"apiId": [linked("aws:apigatewayv2/api:Api", protocolType="WEBSOCKET")]}),
        case({"routeKey": "GET /orders", "authorizationType": "JWT"}),
        case({"routeKey": "OPTIONS /orders"}),
    ],
    fails=[
        case({"routeKey": "$connect"}, "authorizationType"),
        case({"routeKey": "GET /orders", "authorizationType": "NONE"}, "authorizationType"),
        case({"routeKey": "$default"}, "authorizationType"),
    ],
    unknown=[
        case({"routeKey": UNKNOWN}, "routeKey"),
        case({"routeKey": "$connect", "authorizationType": UNKNOWN}, "authorizationType"),
    ],
)
