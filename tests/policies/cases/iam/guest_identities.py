"""Cases of the rule `guest-identities`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[case({}), case({"allowUnauthenticatedIdentities": False})],
    fails=[
        case({"allowUnauthenticatedIdentities": True}, "allowUnauthenticatedIdentities"),
        case({"allowUnauthenticatedIdentities": "true"}, "allowUnauthenticatedIdentities"),
    ],
    unknown=[case({"allowUnauthenticatedIdentities": UNKNOWN}, "allowUnauthenticatedIdentities")],
)
