"""Cases of the rule `alarm-actions`."""

from policies.rule import Resource
from policies.testing import UNKNOWN, Cases, Node, case, linked, stack_of, within

_METRIC = "aws:cloudwatch/metricAlarm:MetricAlarm"
_COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm"
_TOPIC = "arn:aws:sns:eu-west-1:123456789012:alarms"
_ARN = "arn:aws:cloudwatch:eu-west-1:123456789012:alarm"

_BURN = stack_of(
    {
        "long": Node(_METRIC),
        "short": Node(_METRIC),
        "lonely": Node(_METRIC),
        "muting": Node(_METRIC),
        "burn": Node(
            _COMPOSITE,
            {"alarmActions": [_TOPIC]},
            {"alarmRule": ["long", "short"], "actionsSuppressor": "muting"},
        ),
    }
)
_SILENT = stack_of({"window": Node(_METRIC), "burn": Node(_COMPOSITE, edges={"alarmRule": "window"})})


def _rule(text: str, name: str = "burn") -> list[Resource]:
    """A composite alarm with a rule of names."""
    return [linked(_COMPOSITE, name, alarmName=name, alarmRule=text, alarmActions=[_TOPIC])]


CASES = Cases(
    passes=[
        case({"alarmActions": [_TOPIC]}),
        case({"alarmActions": [_TOPIC], "actionsEnabled": True}, kind=_COMPOSITE),
        case({"alarmActions": UNKNOWN}, edges={"alarmActions": [linked("aws:sns/topic:Topic")]}),
        case({"actionsEnabled": False}, users=[("alarmRule", linked(_COMPOSITE))]),
        within(_BURN, "long"),
        within(_BURN, "short"),
        within(_BURN, "burn"),
        within(_SILENT, "window"),
        case({"name": "errors"}, stack=_rule('ALARM("errors") AND NOT OK("slow")')),
        case({"name": "errors"}, stack=_rule("(ALARM( errors ) OR ALARM(slow))")),
        case({"name": "errors"}, stack=_rule(f"INSUFFICIENT_DATA({_ARN}:errors)")),
        case({"name": "errors (5xx)"}, stack=_rule(f'OK("{_ARN}:errors (5xx)")')),
        case({"alarmName": "errors"}, stack=_rule("ALARM(errors)"), kind=_COMPOSITE),
    ],
    fails=[
        case({}, "alarmActions"),
        case({"alarmActions": [], "okActions": [_TOPIC]}, "alarmActions"),
        case({"alarmActions": [_TOPIC], "actionsEnabled": False}, "actionsEnabled"),
        case({"actionsEnabled": False}, "actionsEnabled", "alarmActions", kind=_COMPOSITE),
        within(_BURN, "lonely", "alarmActions"),
        within(_BURN, "muting", "alarmActions"),
        within(_SILENT, "burn", "alarmActions"),
        case({"name": "errors"}, "alarmActions", stack=_rule('ALARM("errors-of-another")')),
        case({"name": "errors"}, "alarmActions", stack=_rule("TRUE")),
        case({}, "alarmActions", stack=_rule('ALARM("errors")')),
    ],
    unknown=[
        case({"alarmActions": UNKNOWN}, "alarmActions"),
        case({"alarmActions": [_TOPIC], "actionsEnabled": UNKNOWN}, "actionsEnabled"),
    ],
)
