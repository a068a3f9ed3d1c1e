"""Cases of the rule `cache-logs`."""

from policies.testing import UNKNOWN, Cases, case

_SLOW = {"logType": "slow-log", "destination": "g", "destinationType": "cloudwatch-logs", "logFormat": "json"}
_ENGINE = _SLOW | {"logType": "engine-log"}

CASES = Cases(
    passes=[case({"logDeliveryConfigurations": [_SLOW, _ENGINE]})],
    fails=[
        case({}, "logDeliveryConfigurations", "logDeliveryConfigurations"),
        case({"logDeliveryConfigurations": [_SLOW]}, "logDeliveryConfigurations"),
        case({"logDeliveryConfigurations": [_ENGINE, _ENGINE]}, "logDeliveryConfigurations"),
    ],
    unknown=[
        case({"logDeliveryConfigurations": UNKNOWN}, "logDeliveryConfigurations.logType"),
        case({"logDeliveryConfigurations": [_SLOW, {"logType": UNKNOWN}]}, "logDeliveryConfigurations[1].logType"),
    ],
)
