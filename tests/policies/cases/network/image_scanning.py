"""Cases of the rule `image-scanning`."""

from policies.testing import UNKNOWN, Cases, case, linked

_SCAN = "imageScanningConfiguration.scanOnPush"
_SCANS = {"imageScanningConfiguration": {"scanOnPush": True}}
_STAYS = {"imageTagMutability": "IMMUTABLE"}
_REGISTRY = "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"


def _rule(repositories: str) -> dict[str, object]:
    filters = [{"filter": repositories, "filterType": "WILDCARD"}]
    return {"scanFrequency": "CONTINUOUS_SCAN", "repositoryFilters": filters}


_ALL = linked(_REGISTRY, rules=[_rule("*")])
_SOME = linked(_REGISTRY, rules=[_rule("prod-*")])

CASES = Cases(
    passes=[
        case({**_SCANS, **_STAYS}),
        case({**_SCANS, "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION"}),
        case(_STAYS, stack=[_ALL]),
    ],
    fails=[
        case({}, _SCAN, "imageTagMutability"),
        case({**_STAYS, "imageScanningConfiguration": {"scanOnPush": False}}, _SCAN),
        case({**_SCANS, "imageTagMutability": "MUTABLE"}, "imageTagMutability"),
        case(_STAYS, _SCAN, stack=[_SOME]),
    ],
    unknown=[
        case({**_STAYS, "imageScanningConfiguration": UNKNOWN}, _SCAN),
        case({**_SCANS, "imageTagMutability": UNKNOWN}, "imageTagMutability"),
    ],
)
