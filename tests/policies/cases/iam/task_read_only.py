"""Cases of the rule `task-read-only`."""

import json

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"containerDefinitions": json.dumps([{"readonlyRootFilesystem": True}])}),
    ],
    fails=[
        case(
            {"containerDefinitions": json.dumps([{"name": "orders"}])}, "containerDefinitions[0].readonlyRootFilesystem"
        ),
        case(
            {"containerDefinitions": json.dumps([{"readonlyRootFilesystem": False}])},
            "containerDefinitions[0].readonlyRootFilesystem",
        ),
        case({"containerDefinitions": "oops"}, "containerDefinitions"),
    ],
    unknown=[
        case({"containerDefinitions": UNKNOWN}, "containerDefinitions"),
        case(
            {"containerDefinitions": [{"readonlyRootFilesystem": UNKNOWN}]},
            "containerDefinitions[0].readonlyRootFilesystem",
        ),
    ],
)
