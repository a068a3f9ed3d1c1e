"""Cases of the rule `web-acl-logs`."""

from policies.testing import UNKNOWN, Cases, case, linked

_ACL = "aws:wafv2/webAcl:WebAcl"
_LOGGING = "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"
_GROUP = "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-edge"

CASES = Cases(
    passes=[
        case({"scope": "REGIONAL"}, kind=_ACL, users=[("resourceArn", linked(_LOGGING))]),
        case({"logDestinationConfigs": [_GROUP]}, kind=_LOGGING),
        case(
            {"logDestinationConfigs": UNKNOWN},
            kind=_LOGGING,
            edges={"logDestinationConfigs": [linked("aws:cloudwatch/logGroup:LogGroup")]},
        ),
    ],
    fails=[
        case({"scope": "REGIONAL"}, "", kind=_ACL),
        case({}, "", kind=_ACL, users=[("webAclArn", linked("aws:wafv2/webAclAssociation:WebAclAssociation"))]),
        case({"logDestinationConfigs": []}, "logDestinationConfigs", kind=_LOGGING),
    ],
    unknown=[case({"logDestinationConfigs": UNKNOWN}, "logDestinationConfigs", kind=_LOGGING)],
)
