"""Cases of the rule `trail-regions`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"isMultiRegionTrail": True}),
        case({"isMultiRegionTrail": True, "enableLogging": True, "includeGlobalServiceEvents": True}),
    ],
    fails=[
        case({}, "isMultiRegionTrail"),
        case({"isMultiRegionTrail": False}, "isMultiRegionTrail"),
        case({"isMultiRegionTrail": True, "enableLogging": False}, "enableLogging"),
        case({"isMultiRegionTrail": True, "includeGlobalServiceEvents": False}, "includeGlobalServiceEvents"),
    ],
    unknown=[
        case({"isMultiRegionTrail": UNKNOWN}, "isMultiRegionTrail"),
        case({"isMultiRegionTrail": True, "enableLogging": UNKNOWN}, "enableLogging"),
    ],
)
