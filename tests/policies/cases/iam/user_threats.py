"""Cases of the rule `user-threats`."""

from policies.testing import UNKNOWN, Cases, case

_PLUS = {"userPoolTier": "PLUS", "userPoolAddOns": {"advancedSecurityMode": "ENFORCED"}}
_CUSTOM = {"lambdaConfig": {"defineAuthChallenge": "arn:aws:lambda:eu-west-1:123456789012:function:challenge"}}
_BOTH = {
    "userPoolAddOns": {
        "advancedSecurityMode": "ENFORCED",
        "advancedSecurityAdditionalFlows": {"customAuthMode": "ENFORCED"},
    }
}

CASES = Cases(
    passes=[case(_PLUS), case({**_PLUS, **_CUSTOM, **_BOTH}), case({"tags": {"disposable": "true"}})],
    fails=[
        case({}, "userPoolAddOns.advancedSecurityMode", "userPoolTier"),
        case({**_PLUS, "userPoolTier": "ESSENTIALS"}, "userPoolTier"),
        case({**_PLUS, "userPoolAddOns": {"advancedSecurityMode": "AUDIT"}}, "userPoolAddOns.advancedSecurityMode"),
        case({**_PLUS, **_CUSTOM}, "userPoolAddOns.advancedSecurityAdditionalFlows.customAuthMode"),
    ],
    unknown=[
        case({**_PLUS, "userPoolTier": UNKNOWN}, "userPoolTier"),
        case({**_PLUS, "userPoolAddOns": UNKNOWN}, "userPoolAddOns.advancedSecurityMode"),
    ],
)
