"""Cases of the rule `role-boundary`."""

from policies.iam.rules.role_boundary import Parameters
from policies.testing import UNKNOWN, Cases, case

_BOUNDARY = {"permissionsBoundary": "arn:aws:iam::123456789012:policy/cell"}
_REQUIRED = Parameters(required=True)

CASES = Cases(
    passes=[
        case({}),
        case(_BOUNDARY, parameters=_REQUIRED),
        case(_BOUNDARY, kind="aws:iam/user:User", parameters=_REQUIRED),
    ],
    fails=[
        case({}, "permissionsBoundary", parameters=_REQUIRED),
        case({}, "permissionsBoundary", kind="aws:iam/user:User", parameters=_REQUIRED),
        case({"permissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess"}, "permissionsBoundary"),
    ],
    unknown=[case({"permissionsBoundary": UNKNOWN}, "permissionsBoundary")],
)
