"""The import rule of docs/architecture.md: arrows point down the table of rooms, never up."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("components", "policies", "delivery", "lambdas", "services", "local", "tests", "bench")
MAY_IMPORT: dict[str, set[str]] = {
    "__main__": {"components"},
    "components": set(),
    "policies": set(),
    "delivery": set(),
    "lambdas": {"delivery"},
    "services": {"delivery"},
    "local": {"delivery"},
}
"""Rooms that a room may import beside itself; inside a room imports are relative."""

FORBIDDEN_LIBRARIES: dict[str, set[str]] = {
    "components": {"boto3", "confluent_kafka", "pulumi_policy"},
    "policies": {"boto3", "confluent_kafka", "pulumi_aws", "pulumi_awsx"},
    "delivery": {"boto3", "confluent_kafka", "pulumi", "pulumi_aws", "aiohttp", "httpx", "socket", "psycopg", "valkey"},
    "lambdas": {"pulumi", "pulumi_aws", "psycopg"},
    "services": {"pulumi", "pulumi_aws", "valkey"},
}
"""Libraries that would say a room does what another room is for."""


def imports_of(path: Path) -> set[str]:
    """The first names of all absolute imports of a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def modules(room: str) -> list[Path]:
    """The modules of a room; `__main__` is the stack program."""
    if room == "__main__":
        return [ROOT / "__main__.py"]
    return sorted(path for path in (ROOT / room).rglob("*.py") if ".citycell" not in path.parts)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    """No module names a room that the table does not allow, and its own room only relatively."""
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(room)
        if (found := (imports_of(path) & set(ROOMS)) - MAY_IMPORT[room])
    }
    assert wrong == {}


@pytest.mark.parametrize("room", FORBIDDEN_LIBRARIES)
def test_a_room_keeps_to_its_own_libraries(room: str) -> None:
    """The domain knows neither Kafka nor AWS, and what runs in a cell knows no Pulumi."""
    wrong = {
        str(path.relative_to(ROOT)): sorted(found)
        for path in modules(room)
        if (found := imports_of(path) & FORBIDDEN_LIBRARIES[room])
    }
    assert wrong == {}


def test_the_rooms_are_not_empty() -> None:
    """The two tests above read something: a moved folder must not make them pass."""
    assert all(modules(room) for room in MAY_IMPORT)
