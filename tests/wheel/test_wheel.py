"""The wheel by itself: built from this checkout, installed where nothing else is, and deployed from by the engine."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from local.deploy import deploy, policy_packs
from local.state import StackState, load_state
from policies import packs

ROOT = Path(__file__).parents[2]
UV = os.environ.get("UV", "uv")
"""`uv run` tells its own place, which need not be on PATH."""

pytestmark = [pytest.mark.engine, pytest.mark.timeout(600)]


def run(*command: str | Path) -> str:
    """Standard output of a command that succeeds."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment with the wheel and what it depends on, and no checkout in sight."""
    folder = tmp_path_factory.mktemp("wheel")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder)
    (wheel,) = folder.glob("citycell-*.whl")
    environment = folder / "environment"
    run(UV, "venv", "--quiet", "--python", sys.executable, environment)
    run(UV, "pip", "install", "--quiet", "--python", environment / "bin" / "python", wheel)
    return environment


def deployed(example: str, environment: Path, folder: Path, attached: list[Path]) -> StackState:
    """The state of an example after it was deployed with the packages of an environment."""
    program = folder / "program"
    shutil.copytree(ROOT / "examples" / example, program)
    (program / ".venv").symlink_to(environment)
    result = deploy("dev", program=program, packs=attached, folder=folder)
    return load_state(result.state_path)


def test_the_wheel_shadows_nobody(environment: Path) -> None:
    """Only `citycell` can be imported: the rooms of the checkout have common names, and are assets or parts of it."""
    rooms = ["components", "policies", "lambdas", "services", "delivery", "local"]
    found = f"[name for name in {rooms} if importlib.util.find_spec(name)]"
    code = f"import importlib.util; from citycell import CityCell; print(CityCell.__name__, {found})"
    assert run(environment / "bin" / "python", "-I", "-c", code) == "CityCell []\n"


def test_the_preflight_comes_with_the_wheel(environment: Path) -> None:
    """Without its extra it prints its policy, and one line that says how to install the rest."""
    python = environment / "bin" / "python"
    assert "kafka:ListKafkaVersions" in run(python, "-I", "-m", "citycell.preflight", "--policy")
    command = [str(python), "-I", "-m", "citycell.preflight", "demo", "--program", str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (
        2,
        "error: the preflight needs boto3: pip install 'citycell[preflight]'\n",
    )


def test_the_packs_come_with_the_wheel(environment: Path) -> None:
    """Their command runs from there, with every rule."""
    told = run(environment / "bin" / "python", "-I", "-m", "citycell.policies", "rules")
    assert len(told.splitlines()) == sum(len(packs.rules(pack)) for pack in packs.names())


def test_the_deployers_policies_come_with_the_wheel(environment: Path) -> None:
    """Their command runs from there, with the rights of every type."""
    words = ("lisbon", "--account", "123456789012", "--region", "eu-west-1")
    printed = run(environment / "bin" / "python", "-I", "-m", "citycell.deployer", *words)
    assert "kafka:CreateCluster" in printed


def test_the_command_of_cells_names_its_extra(environment: Path) -> None:
    """Its arguments are checked without boto3; then one line says how to install it."""
    words = ("list", "--table", "cells", "--region", "eu-west-1")
    command = [str(environment / "bin" / "python"), "-I", "-m", "citycell.cells", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "error: boto3 is not installed: pip install 'citycell[cells]'\n")


def test_the_smoke_test_names_its_extra(environment: Path) -> None:
    """The wheel alone does not have its libraries; one line says how to install them."""
    command = [str(environment / "bin" / "python"), "-I", "-m", "citycell.smoke", "lisbon"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.endswith("is not installed: pip install 'citycell[smoke]'\n")
    assert len(done.stderr.splitlines()) == 1


def test_single_components_deploy_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    """The stream example deploys with every pack on, its topics stand, and Firehose may connect."""
    state = deployed("stream", environment, tmp_path, policy_packs())
    assert {topic.inputs["name"] for topic in state.of_type("aws:msk/topic:Topic")} == {"menus", "menu-views"}
    assert "firehose.amazonaws.com" in state.one("aws:msk/clusterPolicy:ClusterPolicy").inputs["policy"]
    assert "kafka-cluster:WriteData" in state.outputs["producerPolicy"]


def test_a_lake_deploys_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    """The lake example deploys with every pack on; records pass the function of the wheel's assets on their way."""
    state = deployed("lake", environment, tmp_path, policy_packs())
    streams = state.of_type("aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream")
    names = {item.outputs["name"] for item in streams}
    assert names == {"porto-lake-menu-views", "porto-lake-courier-locations"}
    function = state.one("aws:lambda/function:Function")
    assert (tmp_path / "program" / function.inputs["code"]["path"]).is_file()
    assert state.outputs["tables"] == {"menu-views": "menu_views", "courier-locations": "courier_locations"}
    assert "athena:StartQueryExecution" in state.outputs["analystPolicy"]


def test_tables_and_their_keys_deploy_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    """The tables example passes every pack: two keys with replicas, one table that scales, policies on exact ARNs."""
    state = deployed("tables", environment, tmp_path, policy_packs())
    visits, menus = sorted(state.of_type("aws:dynamodb/table:Table"), key=lambda item: item.name, reverse=True)
    replicas = {key.outputs["arn"] for key in state.of_type("aws:kms/replicaKey:ReplicaKey")}
    assert {replica["kmsKeyArn"] for replica in menus.inputs["replicas"]} < replicas
    assert len(state.of_type("aws:appautoscaling/policy:Policy")) == 2
    assert f"{visits.outputs['arn']}/index/by-restaurant" in state.outputs["visitsReader"]
    assert visits.outputs["streamArn"] in state.outputs["visitsFollower"]


def test_a_city_deploys_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    """The city example packages its functions from the wheel's assets, and its transform reaches the database."""
    state = deployed("city", environment, tmp_path, [])
    functions: list[dict[str, Any]] = [dict(item.inputs) for item in state.of_type("aws:lambda/function:Function")]
    assert len(functions) == 8
    assert all((tmp_path / "program" / item["code"]["path"]).is_file() for item in functions)
    assert state.one("aws:rds/cluster:Cluster").inputs["preferredMaintenanceWindow"] == "tue:03:00-tue:05:00"
