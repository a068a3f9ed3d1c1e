"""Write the rights of the deploying role: `python -m tests.components.deployer.generate`."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from components.account.component import AccountBaseline
from components.deployer import rights
from components.identity.component import Identity
from components.region.component import Region
from local.paths import ROOT
from local.provider.sdk import sdk_type
from tests.components.contracts import CASES, built_case
from tests.components.deployer.provider_calls import PROVIDER_CALLS
from tests.components.deployer.sources import rights_of, without_resource

OUTSIDE_CELLS = (AccountBaseline, Identity, Region)
"""Components that belong to no cell."""

FILE = Path(rights.__file__).parent / "rights.json"


@cache
def made_types() -> frozenset[str]:
    """Every type that a component of a cell makes with the arguments of any test, and the examples' own resources."""
    return _aws(*_recorded(of_account=False), *_in_examples())


@cache
def account_types() -> frozenset[str]:
    """Every type that the components outside of cells make, which a cell must not change."""
    return _aws(*_recorded(of_account=True))


def _recorded(*, of_account: bool) -> Iterator[str]:
    for number, (sample, _) in enumerate(CASES):
        if (sample.kind in OUTSIDE_CELLS) == of_account:
            yield from (item.type for item in built_case(number).registrations)


def _aws(*tokens: str) -> frozenset[str]:
    return frozenset(token for token in tokens if token.startswith("aws:"))


def _in_examples() -> Iterator[str]:
    for path in ROOT.glob("examples/*/__main__.py"):
        for module, name in re.findall(r"\baws\.([a-z0-9_]+)\.([A-Z]\w+)\(", path.read_text()):
            token = f"aws:{module.rstrip('_')}/{name[0].lower()}{name[1:]}:{name}"
            if sdk_type(token) is not None:
                yield token


@cache
def passed_services() -> tuple[str, ...]:
    """The services that the components' roles trust."""
    documents = [
        json.loads(item.inputs["assumeRolePolicy"])
        for number in range(len(CASES))
        for item in built_case(number).of_type("aws:iam/role:Role")
    ]
    principals = [statement["Principal"]["Service"] for document in documents for statement in document["Statement"]]
    return tuple(sorted({name for found in principals for name in ([found] if isinstance(found, str) else found)}))


def document() -> dict[str, Any]:
    """The content of the file."""
    types = {token: rights_of(token) for token in sorted(made_types() | account_types() | PROVIDER_CALLS.keys())}
    return {
        "made": sorted(made_types()),
        "account": sorted(account_types()),
        "types": types,
        "without_resource": without_resource(action for actions in types.values() for action in actions),
        "passed_to": list(passed_services()),
    }


def text() -> str:
    """The file."""
    return json.dumps(document(), indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text())
