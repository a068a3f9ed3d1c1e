"""Cases of the rule `stage-execution-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_API = "aws:apigatewayv2/api:Api"
_WEBSOCKET = {"apiId": [linked(_API, protocolType="WEBSOCKET")]}
_HTTP = {"apiId": [linked(_API, protocolType="HTTP")]}
_LATER = {"apiId": [linked(_API, protocolType=UNKNOWN)]}

CASES = Cases(
    passes=[
        case({"defaultRouteSettings": {"loggingLevel": "ERROR", "dataTraceEnabled": False}}, edges=_WEBSOCKET),
        case(
            {
                "defaultRouteSettings": {"loggingLevel": "INFO"},
                "routeSettings": [{"routeKey": "$connect"}, {"routeKey": "subscribe", "loggingLevel": "ERROR"}],
            },
            edges=_WEBSOCKET,
        ),
        case({"defaultRouteSettings": {"throttlingRateLimit": 50}}, edges=_HTTP),
        case({"apiId": "elsewhere"}),
    ],
    fails=[
        case({"defaultRouteSettings": {"dataTraceEnabled": True}}, "defaultRouteSettings.dataTraceEnabled"),
        case({}, "defaultRouteSettings.loggingLevel", edges=_WEBSOCKET),
        case({"defaultRouteSettings": {"loggingLevel": "OFF"}}, "defaultRouteSettings.loggingLevel", edges=_WEBSOCKET),
        case(
            {"defaultRouteSettings": {"loggingLevel": "ERROR", "dataTraceEnabled": True}},
            "defaultRouteSettings.dataTraceEnabled",
            edges=_WEBSOCKET,
        ),
        case(
            {
                "defaultRouteSettings": {"loggingLevel": "ERROR"},
                "routeSettings": [{"routeKey": "subscribe", "loggingLevel": "OFF", "dataTraceEnabled": True}],
            },
            "routeSettings[0].dataTraceEnabled",
            "routeSettings[0].loggingLevel",
            edges=_WEBSOCKET,
        ),
        case(
            {"defaultRouteSettings": {"dataTraceEnabled": True}}, "defaultRouteSettings.dataTraceEnabled", edges=_HTTP
        ),
    ],
    unknown=[
        case(
            {"defaultRouteSettings": {"loggingLevel": UNKNOWN}}, "defaultRouteSettings.loggingLevel", edges=_WEBSOCKET
        ),
        case({"defaultRouteSettings": {}}, "apiId", edges=_LATER),
        case(
            {"defaultRouteSettings": {"dataTraceEnabled": UNKNOWN}},
            "defaultRouteSettings.dataTraceEnabled",
            edges=_HTTP,
        ),
    ],
)
