"""Cases of the rule `api-cors`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case

_URL = "aws:lambda/functionUrl:FunctionUrl"


def _cors(*origins: Any, credentials: Any) -> dict[str, Any]:
    return {"corsConfiguration": {"allowOrigins": list(origins), "allowCredentials": credentials}}


CASES = Cases(
    passes=[
        case({}),
        case(_cors("*", credentials=False)),
        case(_cors("https://app.example.com", credentials=True)),
        case({"cors": {"allowOrigins": ["*"]}}, kind=_URL),
        case(_cors(UNKNOWN, credentials=False)),
    ],
    fails=[
        case(_cors("*", credentials=True), "corsConfiguration.allowOrigins[0]"),
        case(_cors("https://a.example", "https://*", credentials=True), "corsConfiguration.allowOrigins[1]"),
        case({"cors": {"allowOrigins": ["*"], "allowCredentials": True}}, "cors.allowOrigins[0]", kind=_URL),
    ],
    unknown=[
        case(_cors(UNKNOWN, credentials=True), "corsConfiguration.allowOrigins[0]"),
        case(_cors("*", credentials=UNKNOWN), "corsConfiguration.allowCredentials"),
        case({"cors": UNKNOWN}, "cors.allowOrigins", "cors.allowCredentials", kind=_URL),
    ],
)
