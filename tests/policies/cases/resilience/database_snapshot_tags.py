"""Cases of the rule `database-snapshot-tags`."""

from policies.testing import UNKNOWN, Cases, case

_INSTANCE = "aws:rds/instance:Instance"

CASES = Cases(
    passes=[case({"copyTagsToSnapshot": True})],
    fails=[case({}, "copyTagsToSnapshot"), case({"copyTagsToSnapshot": False}, "copyTagsToSnapshot")],
    unknown=[case({"copyTagsToSnapshot": UNKNOWN}, "copyTagsToSnapshot")],
)
