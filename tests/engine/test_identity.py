"""The stack of an identity lives from preview to destroy with all policy packs on."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.deploy import policy_packs
from local.errors import LocalError
from local.paths import ROOT
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900), pytest.mark.usefixtures("engine", "citycell")]

STACK = "identity"
POOL, CLIENT = "aws:cognito/userPool:UserPool", "aws:cognito/userPoolClient:UserPoolClient"


def changed(program: Path, **settings: Any) -> None:
    """Change settings of the stack."""
    file = program / f"Pulumi.{STACK}.yaml"
    document = yaml.safe_load(file.read_text())
    document["config"] |= {f"citycell:{key}": value for key, value in settings.items()}
    file.write_text(yaml.safe_dump(document))


def test_an_identity_lives_from_preview_to_destroy(tmp_path: Path) -> None:
    """Created without a finding, unchanged the second time, changed in place, and destroyed once it is disposable."""
    program = shutil.copytree(ROOT / "stacks" / STACK, tmp_path / "program", ignore=shutil.ignore_patterns("__py*"))
    folder = tmp_path / "folder"
    folder.mkdir()

    deployed = Deployed(program, folder, STACK)
    made = deployed.deploy(policy_packs())
    assert made.counts.keys() == {"create"}
    assert deployed.deploy(policy_packs()).counts == {"same": made.counts["create"]}
    before = deployed.state
    issuers = {issuer["role"]: issuer for issuer in before.outputs["tokenIssuers"]}
    ids = {pool.outputs["id"] for pool in before.of_type(POOL)}
    assert sorted(issuers) == ["courier", "customer", "operator", "restaurant"]
    assert {issuer["issuer"].rsplit("/", 1)[1] for issuer in issuers.values()} == ids
    assert {client for issuer in issuers.values() for client in issuer["clients"]} == {
        client.outputs["id"] for client in before.of_type(CLIENT)
    }

    changed(program, pools=[{"role": "customer", "passwordLength": 16}])
    updated = deployed.deploy(policy_packs())
    assert (updated.counts["update"], "replace" in updated.counts) == (1, False)
    with pytest.raises(LocalError, match="protected"):
        deployed.destroy()

    changed(program, disposable=True)
    deployed.deploy(policy_packs())
    assert deployed.destroy().keys() == {"delete"}
