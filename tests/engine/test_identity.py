"""The stack of an identity lives from preview to destroy with all policy packs on."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from local.deploy import destroy, policy_packs
from local.errors import LocalError
from local.paths import ROOT
from local.state import load_state
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

    deployed = Deployed(program, folder)
    made = deployed.deploy(policy_packs(), stack=STACK)
    assert made.summary.keys() == {"create"}
    assert deployed.deploy(policy_packs(), stack=STACK).summary == {"same": made.summary["create"]}
    before = load_state(made.state_path)
    issuers = {issuer["role"]: issuer for issuer in before.outputs["tokenIssuers"]}
    ids = {pool.outputs["id"] for pool in before.of_type(POOL)}
    assert sorted(issuers) == ["courier", "customer", "operator", "restaurant"]
    assert {issuer["issuer"].rsplit("/", 1)[1] for issuer in issuers.values()} == ids
    assert {client for issuer in issuers.values() for client in issuer["clients"]} == {
        client.outputs["id"] for client in before.of_type(CLIENT)
    }

    changed(program, pools=[{"role": "customer", "passwordLength": 16}])
    updated = deployed.deploy(policy_packs(), stack=STACK)
    assert (updated.summary["update"], "replace" in updated.summary) == (1, False)
    with pytest.raises(LocalError, match="protected"):
        destroy(STACK, program=program, folder=folder)

    changed(program, disposable=True)
    deployed.deploy(policy_packs(), stack=STACK)
    assert destroy(STACK, program=program, folder=folder).keys() == {"delete"}
