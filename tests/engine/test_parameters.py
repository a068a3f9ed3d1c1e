"""Parameter groups after a refresh: the provider reads back only what is not the engine's default."""

from collections.abc import Callable

import pytest

from tests.engine.deployments import Deployed
from tests.engine.test_scaling import set_parts

pytestmark = [pytest.mark.engine, pytest.mark.timeout(900)]


@pytest.mark.parametrize("part", ["Database", "Cache"])
def test_a_refresh_finds_no_change(program: Callable[[str], Deployed], part: str) -> None:
    """A parameter that equals a default would be new in every update (terraform-provider-aws 23335)."""
    deployed = program("parts")
    set_parts(deployed, (part, {}))
    deployed.deploy()
    deployed.refresh()
    assert list(deployed.deploy().counts) == ["same"]
