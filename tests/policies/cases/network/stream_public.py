"""Cases of the rule `stream-public`."""

from typing import Any

from policies.testing import UNKNOWN, Cases, case

_PATH = "brokerNodeGroupInfo.connectivityInfo.publicAccess.type"


def _access(value: Any) -> dict[str, Any]:
    return {"brokerNodeGroupInfo": {"connectivityInfo": {"publicAccess": {"type": value}}}}


CASES = Cases(
    passes=[case({}), case({"brokerNodeGroupInfo": {"clientSubnets": ["a", "b"]}}), case(_access("DISABLED"))],
    fails=[
        case(_access("SERVICE_PROVIDED_EIPS"), _PATH),
        case({"brokerNodeGroupInfo": {"connectivityInfo": [{"publicAccess": {"type": "other"}}]}}, _PATH),
    ],
    unknown=[case(_access(UNKNOWN), _PATH), case({"brokerNodeGroupInfo": UNKNOWN}, _PATH)],
)
