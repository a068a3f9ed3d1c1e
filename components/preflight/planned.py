"""The resources that a stack would make, recorded by running the cell against a mock of the engine.

Checks read names, versions and types from them, so that no list has to follow the components.
"""

import asyncio
import contextlib
import logging
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pulumi
from pulumi.runtime import mocks
from typing_extensions import override

from ..settings import Settings


@dataclass(frozen=True)
class PlannedResource:
    """One resource before it exists: values that AWS computes are missing from its inputs."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    """Properties in camel case."""
    region: str

    def text(self, key: str) -> str:
        """A property that is a text; empty if it is missing or not known before the update."""
        value = self.inputs.get(key)
        return value if isinstance(value, str) else ""


@dataclass(frozen=True)
class Planned:
    """All resources of a stack."""

    resources: tuple[PlannedResource, ...]

    def of(self, token: str) -> list[PlannedResource]:
        """The resources of one type."""
        return [resource for resource in self.resources if resource.type == token]

    def texts(self, token: str, key: str) -> list[str]:
        """The different values of a property of all resources of a type, in order."""
        return list(dict.fromkeys(text for resource in self.of(token) if (text := resource.text(key))))

    @property
    def zones(self) -> list[str]:
        """The availability zones of the subnets."""
        return sorted(self.texts("aws:ec2/subnet:Subnet", "availabilityZone"))


_SILENT: Final = logging.getLogger(__name__)
"""Discards what components log during an update: the checks report it themselves."""
_SILENT.addHandler(logging.NullHandler())
_SILENT.propagate = False


class _Recorder(mocks.Mocks):
    """Answers each registration with its own inputs; computed outputs stay unknown, as in a preview."""

    def __init__(self, region: str) -> None:
        self.resources: list[PlannedResource] = []
        self._region = region

    @override
    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        inputs = dict(args.inputs)
        if args.typ.startswith("aws:"):
            region = str(inputs.get("region") or self._region)
            self.resources.append(PlannedResource(args.typ, args.name, inputs, region))
        return "", inputs

    @override
    def call(self, args: mocks.MockCallArgs) -> tuple[dict[Any, Any], list[tuple[str, str]] | None]:
        return {}, None


def plan(settings: Settings, account_id: str) -> Planned:
    """The resources of a stack in an account.

    Archives of functions are written into a folder that is deleted afterwards; the layers, which would need a package
    index, stay empty.

    Raises:
        pulumi.RunError: the cell refuses its arguments.
    """
    # Not imported above: the whole cell takes a second to load, and errors in settings should come at once.
    from ..city.component import CityCell  # noqa: PLC0415

    recorder = _Recorder(settings.region)
    args = settings.cell_args(account_id, pulumi.AssetArchive({}), edge_prefix_list_id="pl-0")
    asyncio.set_event_loop(asyncio.new_event_loop())
    mocks.set_mocks(recorder, project="citycell", stack=settings.cell, preview=True, logger=_SILENT)
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        pulumi.runtime.test(lambda: CityCell(settings.cell, args))()
    return Planned(tuple(sorted(recorder.resources, key=lambda resource: (resource.type, resource.name))))
