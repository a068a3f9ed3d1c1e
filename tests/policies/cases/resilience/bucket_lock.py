"""Cases of the rule `bucket-lock`."""

from policies.resilience.rules.bucket_lock import Parameters
from policies.testing import UNKNOWN, Cases, case

_BUCKET = "aws:s3/bucket:Bucket"
_MODE = "rule.defaultRetention.mode"
_YEARS = "rule.defaultRetention.years"

CASES = Cases(
    passes=[
        case({"rule": {"defaultRetention": {"mode": "GOVERNANCE", "days": 30}}}),
        case({"tags": {"data-class": "lake"}}, kind=_BUCKET),
        case({"tags": {"data-class": "audit"}, "objectLockEnabled": True}, kind=_BUCKET),
    ],
    fails=[
        case({}, _MODE, _YEARS),
        case({"rule": {"defaultRetention": {"mode": "COMPLIANCE"}}}, _YEARS),
        case({"tags": {"data-class": "audit"}}, "objectLockEnabled", kind=_BUCKET),
        case(
            {"tags": {"data-class": "lake"}},
            "objectLockEnabled",
            kind=_BUCKET,
            parameters=Parameters(data_classes=("lake",)),
        ),
    ],
    unknown=[
        case({"tags": UNKNOWN}, "tags.data-class", kind=_BUCKET),
        case({"rule": {"defaultRetention": {"mode": UNKNOWN, "days": 1}}}, _MODE),
    ],
)
