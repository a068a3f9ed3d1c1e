"""Cases of the rule `alarm-actions`."""

from policies.testing import UNKNOWN, Cases, case, linked

_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
_TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms"

CASES = Cases(
    passes=[
        case({"alarmActions": [_TOPIC]}),
        case({"alarmActions": [_TOPIC], "actionsEnabled": True}, kind=_COMPOSITE),
        case({"alarmActions": UNKNOWN}, edges={"alarmActions": [linked("aws:sns/topic:Topic")]}),
        case({"actionsEnabled": False}, users=[("alarmRule", linked(_COMPOSITE))]),
    ],
    fails=[
        case({}, "alarmActions"),
        case({"alarmActions": [], "okActions": [_TOPIC]}, "alarmActions"),
        case({"alarmActions": [_TOPIC], "actionsEnabled": False}, "actionsEnabled"),
        case({"actionsEnabled": False}, "actionsEnabled", "alarmActions", kind=_COMPOSITE),
    ],
    unknown=[
        case({"alarmActions": UNKNOWN}, "alarmActions"),
        case({"alarmActions": [_TOPIC], "actionsEnabled": UNKNOWN}, "actionsEnabled"),
    ],
)
