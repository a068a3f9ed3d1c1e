"""The statements of every IAM document that the samples and the cities register."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from tests.components.all_samples import recorders
from tests.components.recording import Registration


@dataclass(frozen=True)
class Found:
    """One statement, and the resource that it belongs to."""

    label: str
    """The program."""
    resource: Registration
    statement: Mapping[str, Any]

    @property
    def services(self) -> list[str]:
        """Its service principals."""
        principal = self.statement.get("Principal")
        return texts(principal.get("Service", [])) if isinstance(principal, Mapping) else []

    @property
    def actions(self) -> list[str]:
        """Its actions."""
        return texts(self.statement["Action"])

    @property
    def condition_keys(self) -> set[str]:
        """The keys of its conditions."""
        return {key for operands in self.statement.get("Condition", {}).values() for key in operands}

    @property
    def where(self) -> str:
        """Program, resource and statement, for messages."""
        return f"{self.label}: {self.resource.type} {self.resource.name} {self.statement.get('Sid', '')}"


def texts(value: str | Sequence[str]) -> list[str]:
    """One text or several, as IAM accepts both."""
    return [value] if isinstance(value, str) else list(value)


@cache
def statements() -> tuple[Found, ...]:
    """Every statement of every document."""
    return tuple(_statements())


def _statements() -> Iterator[Found]:
    for label, recorder in recorders().items():
        for registration in recorder.registrations:
            for value in registration.inputs.values():
                if isinstance(value, str) and '"Statement"' in value:
                    for statement in json.loads(value)["Statement"]:
                        yield Found(label, registration, statement)
