"""Cases of the rule `cache-user`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"userName": "pings", "authenticationMode": {"type": "iam"}}),
        case({"userName": "default", "accessString": "off ~* -@all"}),
    ],
    fails=[
        case(
            {"userName": "pings", "authenticationMode": {"type": "iam"}, "noPasswordRequired": True},
            "noPasswordRequired",
        ),
        case({"userName": "pings", "passwords": ["x"]}, "authenticationMode.type"),
        case({"userName": "default", "accessString": "on ~* +@all"}, "accessString"),
        case({"userName": "default", "accessString": "off ~* +@all on"}, "accessString"),
    ],
    unknown=[
        case({"userName": UNKNOWN}, "userName"),
        case({"userName": "pings", "authenticationMode": {"type": UNKNOWN}}, "authenticationMode.type"),
    ],
)
