"""Cases of the rule `database-snapshot-tags`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"copyTagsToSnapshot": True})],
    fails=[case({}, "copyTagsToSnapshot"), case({"copyTagsToSnapshot": False}, "copyTagsToSnapshot")],
    unknown=[case({"copyTagsToSnapshot": UNKNOWN}, "copyTagsToSnapshot")],
)
