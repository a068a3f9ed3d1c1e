"""Cases of the rule `log-retention`."""

from policies.resilience.rules.log_retention import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_FLOW_LOG = [("logDestination", linked("aws:ec2/flowLog:FlowLog"))]
_RESOLVER = [("destinationArn", linked("aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig"))]
_TRAIL = [("cloudWatchLogsGroupArn", linked("aws:cloudtrail/trail:Trail"))]

CASES = Cases(
    passes=[
        case({"retentionInDays": 1}),
        case({"retentionInDays": 365}, users=_FLOW_LOG),
        case({"retentionInDays": 90}, users=[("iamRoleArn", linked("aws:ec2/flowLog:FlowLog"))]),
        case({"retentionInDays": 90}, users=_TRAIL, parameters=Parameters(audit_days=90)),
        case({"logGroupClass": "DELIVERY"}),
    ],
    fails=[
        case({}, "retentionInDays"),
        case({"retentionInDays": 0}, "retentionInDays"),
        case({"retentionInDays": 90}, "retentionInDays", users=_FLOW_LOG),
        case({"retentionInDays": 180}, "retentionInDays", users=_TRAIL),
        case({"retentionInDays": 364}, "retentionInDays", users=_RESOLVER),
        case({"retentionInDays": 7}, "retentionInDays", parameters=Parameters(minimum_days=30)),
    ],
    unknown=[
        case({"retentionInDays": UNKNOWN}, "retentionInDays"),
        case({"logGroupClass": UNKNOWN}, "logGroupClass"),
    ],
)
