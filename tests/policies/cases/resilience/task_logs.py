"""Cases of the rule `task-logs`."""

import json

from policies.testing import UNKNOWN, Cases, case

_LOGGED = {"name": "orders", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g"}}}

CASES = Cases(
    passes=[
        case({"containerDefinitions": json.dumps([_LOGGED])}),
        case({"containerDefinitions": json.dumps([_LOGGED, {"logConfiguration": {"logDriver": "awsfirelens"}}])}),
    ],
    fails=[
        case(
            {"containerDefinitions": json.dumps([{"name": "x"}])}, "containerDefinitions[0].logConfiguration.logDriver"
        ),
        case(
            {"containerDefinitions": json.dumps([_LOGGED, {"name": "sidecar", "logConfiguration": None}])},
            "containerDefinitions[1].logConfiguration.logDriver",
        ),
        case({"containerDefinitions": "oops"}, "containerDefinitions"),
    ],
    unknown=[
        case({"containerDefinitions": UNKNOWN}, "containerDefinitions"),
        case(
            {"containerDefinitions": [{"logConfiguration": {"logDriver": UNKNOWN}}]},
            "containerDefinitions[0].logConfiguration.logDriver",
        ),
    ],
)
