"""Cases of the rule `database-events`."""

from policies.resilience.rules.database_events import Parameters
from policies.testing import UNKNOWN, Cases, case, linked

_CLUSTER = "aws:rds/cluster:Cluster"
_SUBSCRIPTION = "aws:rds/eventSubscription:EventSubscription"
_REQUIRED = Parameters(subscription_required=True)

CASES = Cases(
    passes=[
        case({"sourceType": "db-cluster", "eventCategories": ["failure", "maintenance", "failover"]}),
        case({"sourceType": "db-instance", "enabled": True}),
        case({"sourceType": "db-parameter-group", "eventCategories": ["configuration change"]}),
        case({"sourceType": "db-snapshot", "eventCategories": ["creation"]}),
        case({}, kind=_CLUSTER),
        case({}, kind=_CLUSTER, parameters=_REQUIRED, stack=[linked(_SUBSCRIPTION)]),
    ],
    fails=[
        case({"sourceType": "db-cluster", "eventCategories": ["failover"]}, "eventCategories"),
        case({"sourceType": "db-instance", "eventCategories": ["failure", "maintenance"]}, "eventCategories"),
        case({"sourceType": "db-cluster", "enabled": False}, "enabled"),
        case({}, "", "", kind=_CLUSTER, parameters=_REQUIRED, stack=[linked(_SUBSCRIPTION, sourceType="db-cluster")]),
    ],
    unknown=[
        case({"sourceType": UNKNOWN, "eventCategories": ["failover"]}, "sourceType"),
        case({"sourceType": "db-cluster", "eventCategories": ["failure", UNKNOWN]}, "eventCategories[1]"),
        case({"sourceType": "db-cluster", "enabled": UNKNOWN}, "enabled"),
        case({}, "sourceType", kind=_CLUSTER, parameters=_REQUIRED, stack=[linked(_SUBSCRIPTION, sourceType=UNKNOWN)]),
    ],
)
