"""What mocks cannot show: provider, region and tags of everything that components make, from the engine's state."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from components.component import DataClass
from local.provider.sdk import sdk_type
from tests.components.contracts import CASES
from tests.components.recording import REGION
from tests.engine.deployments import Deployed
from tests.engine.samples import FAR, region_of

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

ELSEWHERE: dict[str, str] = {}
"""Type to region of what AWS has in one region only, or what is a copy in another region on purpose."""


@pytest.fixture(scope="module")
def everything(programs: Callable[[str], Deployed]) -> list[dict[str, Any]]:
    """All resources of the samples, as the engine recorded them after they were deployed."""
    samples = programs("samples")
    samples.deploy()
    resources = json.loads((samples.folder / "state.json").read_text())["deployment"]["resources"]
    return [item for item in resources if item["type"].startswith("aws:")]


def home(item: dict[str, Any]) -> str:
    """The region of the component that a resource belongs to."""
    return region_of(int(item["urn"].rsplit("::part-", 1)[-1].split("-")[0]))


def test_every_resource_has_its_components_provider_and_region(everything: list[dict[str, Any]]) -> None:
    """Nothing falls back to the stack's own provider; what says its region says the component's."""
    strays = {
        item["urn"]: (item["provider"], item["outputs"].get("region"))
        for item in everything
        if f"::{home(item)}::" not in item["provider"]
        or item["outputs"].get("region", home(item)) != ELSEWHERE.get(item["type"], home(item))
    }
    assert strays == {}
    assert {home(item) for item in everything} == {REGION, FAR}
    assert len({item["urn"] for item in everything}) == len(everything) > len(CASES)


def test_every_resource_that_takes_tags_has_the_cells(everything: list[dict[str, Any]]) -> None:
    """What AWS would hold, `tagsAll`, names city, cell, component, data class and owner."""
    wrong: dict[str, Any] = {}
    for item in everything:
        sdk = sdk_type(item["type"])
        assert sdk is not None
        tags = item["outputs"].get("tagsAll", {})
        number = item["urn"].rsplit("::part-", 1)[-1].split("-")[0]
        component = item["urn"].split("::")[2].split("$")[-2].rsplit(":", 1)[-1]
        expected = {"city": f"city-{number}", "cell": f"cell-{number}", "component": component, "owner": "platform"}
        told = {key: tags.get(key) for key in expected}
        if "tags" in sdk.inputs and (told != expected or tags.get("data-class") not in list(DataClass)):
            wrong[item["urn"]] = tags
    assert wrong == {}
