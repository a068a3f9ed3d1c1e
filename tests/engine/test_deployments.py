"""Changes that take effect only through another step: the step follows in the same update, on the engine."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from local.deploy import working_on
from local.engine.events import Report
from tests.components.recording import REGION
from tests.components.samples.stream import STANDARD
from tests.components.samples.tracking import ROUTE
from tests.engine.deployments import Deployed

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]

OTHER = ROUTE | {"invoke_arn": f"{ROUTE['invoke_arn']}-2"}
Parts = list[tuple[str, Mapping[str, Any]]]

BEFORE: Parts = [
    ("Tracking", {}),
    ("Stream", dict(STANDARD)),
    ("Service", {}),
    ("Database", {"cluster_parameters": [{"name": "work_mem", "value": "8192"}]}),
]
AFTER: Parts = [
    ("Tracking", {"authorizer": OTHER}),
    ("Stream", STANDARD | {"broker_properties": {"log.cleanup.policy": "delete"}}),
    ("Service", {"command": ["serve", "--verbose"]}),
    ("Database", {"cluster_parameters": [{"name": "work_mem", "value": "16384"}]}),
]


def updated(deployed: Deployed, parts: Parts) -> Report:
    """Deploy components with these arguments."""
    value = json.dumps([[name, dict(change)] for name, change in parts])
    deployed.settings(json.dumps({"config": {"aws:region": REGION, "parts:parts": value}}))
    with working_on("test", deployed.program, deployed.folder) as workspace:
        return workspace.up([])


def test_the_step_that_applies_a_change_follows_it(program: Callable[[str], Deployed]) -> None:
    """A new deployment and its stage, a new revision and its cluster or service, a parameter and its cluster."""
    deployed = program("parts")
    updated(deployed, BEFORE)
    report = updated(deployed, AFTER)
    steps = [(step, urn.rsplit("::", 1)[-1]) for step, urn in report.sequence if step != "same"]
    chains = [
        [
            ("update", "part-0-authorizer"),
            ("create-replacement", "part-0-deployment"),
            ("update", "part-0-stage"),
            ("delete-replaced", "part-0-deployment"),
        ],
        [("update", "part-1-configuration"), ("update", "part-1-cluster")],
        [
            ("create-replacement", "part-2-task-definition"),
            ("update", "part-2-service"),
            ("delete-replaced", "part-2-task-definition"),
        ],
        [("update", "part-3-parameters")],
    ]
    for chain in chains:
        assert [steps.index(step) for step in chain] == sorted(steps.index(step) for step in chain)
