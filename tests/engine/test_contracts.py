"""What mocks cannot show: provider, region and tags of everything that components make, from the engine's state."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from components.core.cell import DataClass
from components.edge.limits import GLOBAL_REGION
from local.provider.sdk import sdk_type
from tests.components.recording import REGION
from tests.engine.deployments import Deployed
from tests.engine.samples import FAR, region_of, representative_cases

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

COPIES = {"Backup": re.compile(r"copy-.+"), "Keys": re.compile(r"[a-z]+-[a-z]{2}-[a-z]+-\d(-alias)?")}
"""Component to the roles that stand in another region on purpose, as `docs/architecture.md` lists them."""

AT_THE_EDGE = {"Edge", "Region"}
"""Components with a distribution."""


@pytest.fixture(scope="module")
def everything(programs: Callable[[str], Deployed]) -> list[dict[str, Any]]:
    """All resources of the deployed samples, from the exported state."""
    samples = programs("samples")
    cases = representative_cases()
    samples.settings(f'config: {{aws:region: ap-south-1, samples:cases: "{json.dumps(cases)}"}}\n')
    samples.deploy()
    resources = json.loads((samples.folder / "state.json").read_text())["deployment"]["resources"]
    return [item for item in resources if item["type"].startswith("aws:")]


class Owner(NamedTuple):
    """The owner of a resource, from its URN."""

    component: str
    number: int
    """The number of the sample."""
    role: str


def owner(item: dict[str, Any]) -> Owner:
    """The component, `part-<number>`, that a resource belongs to, and its role in it."""
    _, _, types, name = item["urn"].split("::", 3)
    number, _, role = name.removeprefix("part-").partition("-")
    ours = [token for token in types.split("$") if token.startswith("citycell:")]  # below it may be a component of awsx
    return Owner(ours[-1].rsplit(":", 1)[-1], int(number), role)


def home(item: dict[str, Any]) -> str:
    """The region of the component that a resource belongs to."""
    return region_of(owner(item).number)


def is_elsewhere(item: dict[str, Any]) -> bool:
    """Whether a resource is in another region on purpose: a copy, or what CloudFront wants in us-east-1."""
    component, _, role = owner(item)
    is_copy = component in COPIES and COPIES[component].fullmatch(role) is not None
    return is_copy or (component in AT_THE_EDGE and item["inputs"].get("region") == GLOBAL_REGION)


def test_every_resource_has_its_components_provider_and_region(everything: list[dict[str, Any]]) -> None:
    """Nothing falls back to the stack's own provider; what says its region says the component's."""
    strays = {
        item["urn"]: (item["provider"], item["outputs"].get("region"))
        for item in everything
        if f"::{home(item)}::" not in item["provider"]
        or (item["outputs"].get("region", home(item)) != home(item)) != is_elsewhere(item)
    }
    assert strays == {}
    assert {home(item) for item in everything} == {REGION, FAR}
    assert len({item["urn"] for item in everything}) == len(everything) > len(representative_cases())


def test_every_resource_that_takes_tags_has_the_cells(everything: list[dict[str, Any]]) -> None:
    """What AWS would hold, `tagsAll`, names city, cell, component, data class and owner."""
    wrong: dict[str, Any] = {}
    for item in everything:
        sdk = sdk_type(item["type"])
        assert sdk is not None
        tags = item["outputs"].get("tagsAll", {})
        component, number, _ = owner(item)
        expected = {"city": f"city-{number}", "cell": f"cell-{number}", "component": component, "owner": "platform"}
        told = {key: tags.get(key) for key in expected}
        if "tags" in sdk.inputs and (told != expected or tags.get("data-class") not in list(DataClass)):
            wrong[item["urn"]] = tags
    assert wrong == {}
