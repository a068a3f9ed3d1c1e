"""The tables of plain settings against the installed SDK."""

import re

from policies.aws import types as aws
from policies.aws.setting_places import SCRIPTS, SETTINGS
from tests.policies.sdk_inputs import inputs

_CALLED = re.compile(
    r"environment(variables)?|variables|stagevariables|userdata(base64)?|\w*arguments"
    r"|container(properties|definitions)|configurationsjson|hyperparameters",
    re.IGNORECASE,
)
_ELSEWHERE = {
    f"{aws.LAMBDA_FUNCTION}.environment": "the rule function-secrets",
    f"{aws.ECS_TASK_DEFINITION}.containerDefinitions": "the rule task-secrets",
    "aws:bedrock/customModel:CustomModel.hyperparameters": "numbers of a training that Bedrock defines",
}


def _listed() -> set[str]:
    tables = (*SETTINGS.items(), *SCRIPTS.items())
    return {f"{kind}.{path.partition('.')[0]}" for kind, paths in tables for path in paths}


def test_every_place_of_the_sdk_is_listed_or_excepted() -> None:
    """A type that is new in the SDK has to be listed, or excepted with a reason."""
    called = {f"{kind}.{name}" for kind, names in inputs().items() for name in names if _CALLED.fullmatch(name)}
    assert called - _listed() == {*_ELSEWHERE}


def test_every_listed_place_is_in_the_sdk() -> None:
    """A misspelled property would be missing in every resource."""
    known = {f"{kind}.{name}" for kind, names in inputs().items() for name in names}
    assert not _listed() - known
