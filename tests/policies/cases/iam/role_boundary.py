"""Cases of the rule `role-boundary`."""

from policies.iam.rules.role_boundary import Knobs
from policies.testing import UNKNOWN, Cases, case

_BOUNDARY = {"permissionsBoundary": "arn:aws:iam::123456789012:policy/cell"}
_REQUIRED = Knobs(required=True)

CASES = Cases(
    passes=[case({}), case(_BOUNDARY, knobs=_REQUIRED), case(_BOUNDARY, kind="aws:iam/user:User", knobs=_REQUIRED)],
    fails=[
        case({}, "permissionsBoundary", knobs=_REQUIRED),
        case({}, "permissionsBoundary", kind="aws:iam/user:User", knobs=_REQUIRED),
        case({"permissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"}, "permissionsBoundary"),
    ],
    unknown=[case({"permissionsBoundary": UNKNOWN}, "permissionsBoundary")],
)
