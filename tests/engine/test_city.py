"""The repository's own demo city on the real engine, with every policy pack."""

import re
from pathlib import Path

import pytest

from local.deploy import deploy, destroy, policy_packs
from local.engine import Engine
from local.state import load_state
from tests.components.deployer.coverage import beyond_rights

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

REGIONLESS = {"iam", "s3", "cloudwatch", "budgets"}
"""Services whose ARNs name no region (of CloudWatch only dashboards)."""


def test_the_demo_city_lives_from_preview_to_destroy(engine: Engine, tmp_path: Path) -> None:
    """Previewed and created with the packs on, unchanged the second time, all in its region and account, and gone."""
    assert engine.pulumi.exists()
    assert policy_packs()
    made = deploy("demo", folder=tmp_path)
    count = made.summary["create"]
    assert made.summary == {"create": count}

    state = load_state(made.state_path)
    resources = [resource for resource in state.resources if resource.type.startswith("aws:")]
    arns = [str(resource.outputs.get("arn") or "") for resource in resources]
    places = {
        tuple(arn.split(":")[3:5]) for arn in arns if arn and arn.split(":")[2] not in REGIONLESS | {"apigateway"}
    }
    assert len(places) == 1
    assert re.fullmatch(r"[a-z]{2}-[a-z]+-\d", next(iter(places))[0])

    assert beyond_rights(state) == []

    assert deploy("demo", folder=tmp_path).summary == {"same": count}
    assert destroy("demo", folder=tmp_path) == {"delete": count}


def test_the_kept_city_is_made_without_a_finding(engine: Engine, tmp_path: Path) -> None:
    """A city that is not disposable is checked by the rules that exempt a disposable one."""
    assert engine.pulumi.exists()
    made = deploy("madrid", folder=tmp_path)
    assert made.summary.keys() == {"create"}
    assert beyond_rights(load_state(made.state_path)) == []
