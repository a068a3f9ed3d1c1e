"""Cases of the rule `task-user`."""

import json

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"containerDefinitions": json.dumps([{"user": "10001"}])}),
        case({"containerDefinitions": json.dumps([{"user": "1000:1000"}])}),
    ],
    fails=[
        case({"containerDefinitions": json.dumps([{"name": "orders"}])}, "containerDefinitions[0].user"),
        case({"containerDefinitions": json.dumps([{"user": "root:root"}])}, "containerDefinitions[0].user"),
        case({"containerDefinitions": json.dumps([{"user": "0"}])}, "containerDefinitions[0].user"),
        case({"containerDefinitions": json.dumps([{"user": "00:1000"}])}, "containerDefinitions[0].user"),
        case({"containerDefinitions": json.dumps([{"user": "1"}, {"user": 0}])}, "containerDefinitions[1].user"),
        case({"containerDefinitions": "oops"}, "containerDefinitions"),
    ],
    unknown=[
        case({"containerDefinitions": UNKNOWN}, "containerDefinitions"),
        case({"containerDefinitions": [{"user": UNKNOWN}]}, "containerDefinitions[0].user"),
    ],
)
