"""What mocks cannot show: provider, region and tags of everything that components make, from the engine's state."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from components.component import DataClass
from local.provider.sdk import sdk_type
from tests.components.recording import REGION
from tests.engine.deployments import Deployed
from tests.engine.samples import FAR, region_of, telling_cases

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

COPIES = {"Backup": re.compile(r"copy-.+"), "Keys": re.compile(r"[a-z]+-[a-z]{2}-[a-z]+-\d(-alias)?")}
"""Component to the roles that stand in another region on purpose, as `docs/architecture.md` lists them."""


@pytest.fixture(scope="module")
def everything(programs: Callable[[str], Deployed]) -> list[dict[str, Any]]:
    """All resources of the samples, as the engine recorded them after they were deployed."""
    samples = programs("samples")
    cases = telling_cases()
    samples.settings(f'config: {{aws:region: ap-south-1, samples:cases: "{json.dumps(cases)}"}}\n')
    samples.deploy()
    resources = json.loads((samples.folder / "state.json").read_text())["deployment"]["resources"]
    return [item for item in resources if item["type"].startswith("aws:")]


def home(item: dict[str, Any]) -> str:
    """The region of the component that a resource belongs to."""
    return region_of(int(item["urn"].rsplit("::part-", 1)[-1].split("-")[0]))


def is_copy(item: dict[str, Any]) -> bool:
    """Whether a resource is a copy in another region on purpose."""
    role = item["urn"].rsplit("::part-", 1)[-1].partition("-")[2]
    component = item["urn"].split("::")[2].split("$")[-2].rsplit(":", 1)[-1]
    return component in COPIES and COPIES[component].fullmatch(role) is not None


def test_every_resource_has_its_components_provider_and_region(everything: list[dict[str, Any]]) -> None:
    """Nothing falls back to the stack's own provider; what says its region says the component's."""
    strays = {
        item["urn"]: (item["provider"], item["outputs"].get("region"))
        for item in everything
        if f"::{home(item)}::" not in item["provider"]
        or (item["outputs"].get("region", home(item)) != home(item)) != is_copy(item)
    }
    assert strays == {}
    assert {home(item) for item in everything} == {REGION, FAR}
    assert len({item["urn"] for item in everything}) == len(everything) > len(telling_cases())


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
