"""Cases of the rule `image-lifecycle`."""

import json

from policies.testing import UNKNOWN, Cases, case, linked

_REPOSITORY = "aws:ecr/repository:Repository"

CASES = Cases(
    passes=[
        case({"policy": json.dumps({"rules": [{"rulePriority": 1, "action": {"type": "expire"}}]})}),
        case(
            {"name": "x"}, kind=_REPOSITORY, users=[("repository", linked("aws:ecr/lifecyclePolicy:LifecyclePolicy"))]
        ),
    ],
    fails=[
        case({"policy": json.dumps({"rules": []})}, "policy.rules"),
        case({"policy": "{"}, "policy"),
        case({"name": "x"}, "", kind=_REPOSITORY),
    ],
    unknown=[case({"policy": UNKNOWN}, "policy.rules")],
)
