"""Cases of the rule `cache-snapshots`."""

from policies.resilience.rules.cache_snapshots import Parameters
from policies.testing import UNKNOWN, Cases, case

_SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache"

CASES = Cases(
    passes=[
        case({"snapshotRetentionLimit": 1}),
        case({"snapshotRetentionLimit": 7}, kind=_SERVERLESS),
        case({"tags": {"disposable": "true"}}),
    ],
    fails=[
        case({}, "snapshotRetentionLimit"),
        case({"snapshotRetentionLimit": 0}, "snapshotRetentionLimit", kind=_SERVERLESS),
        case({"snapshotRetentionLimit": 6}, "snapshotRetentionLimit", parameters=Parameters(minimum_days=7)),
    ],
    unknown=[case({"snapshotRetentionLimit": UNKNOWN}, "snapshotRetentionLimit")],
)
