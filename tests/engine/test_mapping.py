"""The event source mapping of a function: created through the Cloud Control API, changed, and taken over.

The loopback provider refuses a second mapping of a function and topic as AWS does, so an order of create before delete
fails here.
"""

import json
from collections.abc import Callable

import pytest

from local.errors import LocalError
from local.functions.declared import mappings
from tests.engine.deployments import Deployed

pytestmark = pytest.mark.engine


def settings(**config: str) -> str:
    """The settings of program `mapping`."""
    keys = {"aws:region": "eu-west-1"} | {f"mapping:{key.replace('_', '-')}": value for key, value in config.items()}
    return f"config: {json.dumps(keys)}\n"


@pytest.fixture
def mapping(programs: Callable[[str], Deployed]) -> Deployed:
    """The program, not deployed yet."""
    return programs("mapping")


def test_a_mapping_is_unchanged_and_then_replaced(mapping: Deployed) -> None:
    """A second update changes nothing; another batch size replaces the mapping and nothing else."""
    mapping.deploy()
    (before,) = mappings(mapping.state)
    assert (before.window_seconds, before.batch_size) == (0.0, 100)
    assert mapping.deploy().counts.keys() == {"same"}

    mapping.settings(settings(batch_size="500"))
    assert mapping.deploy().counts == {"same": 7, "replace": 1}
    (after,) = mappings(mapping.state)
    assert (after.batch_size, after.group) == (500, before.group)


def test_a_mapping_of_the_providers_own_class_is_taken_over(mapping: Deployed) -> None:
    """The one of an earlier release waits for 500 ms; its successor takes over its group and name."""
    mapping.settings(settings(former="true"))
    mapping.deploy()
    (before,) = mappings(mapping.state)
    assert before.window_seconds == 0.5

    mapping.settings(settings())
    mapping.deploy()
    (after,) = mappings(mapping.state)
    assert (after.window_seconds, after.topic) == (0.0, before.topic)
    assert mapping.deploy().counts.keys() == {"same"}


def test_a_second_mapping_of_a_function_and_topic_is_refused(mapping: Deployed) -> None:
    """The error is that of AWS."""
    mapping.settings(settings(twice="true"))
    with pytest.raises(LocalError, match=r"ResourceConflictException: .* already exists"):
        mapping.deploy()
