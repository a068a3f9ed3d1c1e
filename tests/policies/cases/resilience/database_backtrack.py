"""Cases of the rule `database-backtrack`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"engine": "aurora-postgresql"}),
        case({"engine": "aurora-mysql", "backtrackWindow": 86_400}),
    ],
    fails=[
        case({"engine": "aurora-mysql"}, "backtrackWindow"),
        case({"engine": "aurora-mysql", "backtrackWindow": 0}, "backtrackWindow"),
    ],
    unknown=[
        case({"engine": UNKNOWN}, "engine"),
        case({"engine": "aurora-mysql", "backtrackWindow": UNKNOWN}, "backtrackWindow"),
    ],
)
