"""Cases of the rule `task-privileges`."""

import json

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"containerDefinitions": json.dumps([{"name": "orders"}])}),
        case(
            {
                "containerDefinitions": json.dumps(
                    [{"privileged": False, "linuxParameters": {"capabilities": {"drop": ["ALL"]}}}]
                )
            }
        ),
    ],
    fails=[
        case({"containerDefinitions": json.dumps([{"privileged": True}])}, "containerDefinitions[0].privileged"),
        case(
            {"containerDefinitions": json.dumps([{"linuxParameters": {"capabilities": {"add": ["SYS_ADMIN"]}}}])},
            "containerDefinitions[0].linuxParameters.capabilities.add",
        ),
        case({"containerDefinitions": "oops"}, "containerDefinitions"),
    ],
    unknown=[
        case({"containerDefinitions": UNKNOWN}, "containerDefinitions"),
        case({"containerDefinitions": [{"privileged": UNKNOWN}]}, "containerDefinitions[0].privileged"),
    ],
)
