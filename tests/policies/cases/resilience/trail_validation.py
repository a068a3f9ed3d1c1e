"""Cases of the rule `trail-validation`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({"enableLogFileValidation": True})],
    fails=[case({}, "enableLogFileValidation"), case({"enableLogFileValidation": False}, "enableLogFileValidation")],
    unknown=[case({"enableLogFileValidation": UNKNOWN}, "enableLogFileValidation")],
)
