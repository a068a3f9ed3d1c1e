"""Cases of the rule `firewall-rules`."""

import json
from typing import Any

from policies.network.rules.firewall_rules import Parameters
from policies.testing import UNKNOWN, Cases, case

_SEEN = {"visibilityConfig": {"cloudwatchMetricsEnabled": True}}
_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet"


def _group(name: Any = _BAD_INPUTS, **more: Any) -> dict[str, Any]:
    statement = {"managedRuleGroupStatement": {"name": name, "vendorName": "AWS"}}
    return {"name": "group", "statement": statement, "overrideAction": {"none": {}}, **_SEEN, **more}


_RATE = {"name": "rate", "statement": {"rateBasedStatement": {"limit": 100}}, "action": {"block": {}}, **_SEEN}
_WRITTEN = {
    "Name": "group",
    "Statement": {"ManagedRuleGroupStatement": {"Name": _BAD_INPUTS, "VendorName": "AWS"}},
    "OverrideAction": {"None": {}},
    "VisibilityConfig": {"CloudWatchMetricsEnabled": True},
}


def _acl(*rules: Any) -> dict[str, Any]:
    return {**_SEEN, "rules": list(rules)}


CASES = Cases(
    passes=[
        case(_acl(_group())),
        case(_acl(_RATE, _group())),
        case({**_SEEN, "ruleJson": json.dumps([_WRITTEN])}),
        case(_acl(_RATE), parameters=Parameters(managed=())),
    ],
    fails=[
        case({}, "visibilityConfig.cloudwatchMetricsEnabled", "rules"),
        case(_acl(), "rules"),
        case(_acl(_RATE), "rules"),
        case(_acl(_group("AWSManagedRulesCommonRuleSet")), "rules"),
        case(_acl(_group(overrideAction={"count": {}})), "rules"),
        case(_acl(_group(overrideAction={})), "rules[0].action"),
        case(_acl(_group(), {**_RATE, "action": {}}), "rules[1].action"),
        case(_acl(_group(visibilityConfig={})), "rules[0].visibilityConfig.cloudwatchMetricsEnabled"),
        case({**_SEEN, "ruleJson": "["}, "ruleJson"),
        case({**_SEEN, "ruleJson": "[]"}, "ruleJson"),
        case({**_SEEN, "ruleJson": json.dumps([{**_WRITTEN, "OverrideAction": {"Count": {}}}])}, "ruleJson"),
    ],
    unknown=[
        case({**_SEEN, "rules": UNKNOWN}, "rules"),
        case({**_SEEN, "ruleJson": UNKNOWN}, "ruleJson"),
        case(_acl(_group(UNKNOWN)), "rules"),
        case({**_acl(_group()), "visibilityConfig": UNKNOWN}, "visibilityConfig.cloudwatchMetricsEnabled"),
        case(_acl(_group(), {**_RATE, "action": UNKNOWN}), "rules[1].action"),
    ],
)
