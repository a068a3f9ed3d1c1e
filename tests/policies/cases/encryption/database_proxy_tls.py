"""Cases of the rule `database-proxy-tls`."""

from policies.testing import UNKNOWN, Cases, case

CASES = Cases(
    passes=[
        case({"requireTls": True}),
    ],
    fails=[
        case({}, "requireTls"),
        case({"requireTls": False}, "requireTls"),
    ],
    unknown=[
        case({"requireTls": UNKNOWN}, "requireTls"),
    ],
)
