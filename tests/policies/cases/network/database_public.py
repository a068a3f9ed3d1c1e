"""Cases of the rule `database-public`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({}), case({"publiclyAccessible": False}, kind="aws:rds/instance:Instance")],
    fails=[case({"publiclyAccessible": True}, "publiclyAccessible")],
    unknown=[case({"publiclyAccessible": UNKNOWN}, "publiclyAccessible")],
)
