"""A region on the real engine: its routing table goes up by one with each change, and cells read its stack."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from local.deploy import policy_packs
from local.errors import LocalError
from local.paths import ROOT
from local.state import StackState
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900), pytest.mark.usefixtures("engine", "citycell")]

STACK = "region-eu-west-1"


def changed_settings(region: Deployed, **changes: object) -> None:
    """Change settings of the region's stack."""
    path = region.program / f"Pulumi.{STACK}.yaml"
    document = yaml.safe_load(path.read_text())
    document["config"] |= {f"citycell:{key}": value for key, value in changes.items()}
    path.write_text(yaml.safe_dump(document))


@pytest.fixture
def region(tmp_path: Path) -> Deployed:
    """The region's stack on a copy of its program, whose parents are those of the checkout; not deployed yet."""
    copied = shutil.copytree(ROOT / "stacks" / "region", tmp_path / "stacks" / "region")
    for name in ("components", "lambdas", "services", "delivery"):
        (tmp_path / name).symlink_to(ROOT / name, target_is_directory=True)
    return Deployed(copied, tmp_path / "stack", STACK)


def test_a_routing_table_goes_up_by_one_with_each_change(region: Deployed) -> None:
    """Unchanged routes keep the version, changed ones raise it, and a version below the published one is one line."""

    def table() -> dict[str, object]:
        region.deploy(policy_packs())
        return json.loads(str(region.outputs["routingTable"]))

    first = table()
    assert first["version"] == 1
    assert table() == first
    changed_settings(
        region,
        routes=[
            {"city": "lisbon", "cell": "demo"},
            {"city": "dublin", "zone": "north", "cell": "dublin-south"},
            {"city": "dublin", "zone": "south", "cell": "dublin-south"},
        ],
    )
    second = table()
    assert second["version"] == 2
    assert second["routes"] != first["routes"]
    changed_settings(region, routingVersion=1)
    with pytest.raises(LocalError, match="versions never go down: the version must be at least 2, not 1"):
        table()
    changed_settings(region, routingVersion="", routs=[])
    with pytest.raises(LocalError, match=r"there is no such setting; did you mean citycell:routes\?"):
        table()
    assert region.destroy()["delete"] > 0


def test_clients_get_the_table_while_the_region_has_a_domain_for_it(region: Deployed) -> None:
    """A private table becomes public and private again, and its bucket keeps one policy."""
    distribution = "aws:cloudfront/distribution:Distribution"

    def deployed() -> tuple[StackState, list[str], str]:
        region.deploy(policy_packs())
        state = region.state
        policies = [item for item in state.resources if item.name == "shared-routing-policy"]
        assert len(policies) == 1
        return state, [item.type for item in state.resources], str(policies[0].inputs["policy"])

    private, types, before = deployed()
    assert private.outputs.get("routingUrl") is None
    assert distribution not in types
    assert "DistributionReads" not in before

    changed_settings(region, routingDomain="routing.example.com", routingHostedZoneId="Z0123456789ABCDEFGHIJ")
    public, types, policy = deployed()
    assert public.outputs["routingUrl"] == "https://routing.example.com/routing.json"
    assert str(public.outputs["routingDomainName"]).endswith(".cloudfront.net")
    assert types.count(distribution) == 1
    assert "DistributionReads" in policy
    assert public.outputs["routingTable"] == private.outputs["routingTable"]

    changed_settings(region, routingDomain="", routingHostedZoneId="")
    again, types, after = deployed()
    assert again.outputs.get("routingUrl") is None
    assert distribution not in types
    assert after == before
    assert region.destroy()["delete"] > 0


@pytest.mark.slow
def test_a_city_reads_the_stack_of_its_region(region: Deployed, programs: Callable[[str], Deployed]) -> None:
    """It takes its image from there, enters itself into the list of cells, and leaves with its destruction."""
    member = programs("member")
    beside = replace(region, folder=member.folder)  # a stack reference needs one backend
    beside.deploy(policy_packs())
    made = member.deploy(policy_packs())
    row = json.loads(member.resource("lisbon-row").inputs["item"])
    task = json.loads(member.resource("lisbon-orders-task-definition").inputs["containerDefinitions"])
    assert row["stack"] == {"S": "organization/member/test"}
    assert task[0]["image"].startswith("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shared-services@sha256:")
    assert member.resource("lisbon-row").inputs["tableName"] == "shared-cells"
    assert member.destroy().get("delete") == made.counts["create"]
    beside.destroy()
