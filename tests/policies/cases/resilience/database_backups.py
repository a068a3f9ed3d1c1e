"""Cases of the rule `database-backups`."""

from policies.resilience.rules.database_backups import Parameters
from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[
        case({"backupRetentionPeriod": 7}, kind=_INSTANCE),
        case({"replicateSourceDb": "orders"}, kind=_INSTANCE),
        case({"backupRetentionPeriod": 7}),
        case({"backupRetentionPeriod": "35"}),
        case({}, parameters=Parameters(minimum_days=1)),
    ],
    fails=[
        case({}, "backupRetentionPeriod", kind=_INSTANCE),
        case({}, "backupRetentionPeriod", kind=_INSTANCE, parameters=Parameters(minimum_days=1)),
        case({}, "backupRetentionPeriod"),
        case({"backupRetentionPeriod": 6}, "backupRetentionPeriod"),
        case({"backupRetentionPeriod": 7}, "backupRetentionPeriod", parameters=Parameters(minimum_days=14)),
    ],
    unknown=[case({"backupRetentionPeriod": UNKNOWN}, "backupRetentionPeriod")],
)
