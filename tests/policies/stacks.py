"""Stacks as the packs see them, recorded on mocks: both cities, every component's samples, every example."""

import runpy
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.proto import analyzer_pb2
from typing_extensions import override

from components import CityCell
from components.settings import settings_from
from local.paths import ROOT
from policies import packs
from policies.engine.configuration import Settings
from policies.engine.evaluation import Evaluator, Member, PolicyFinding, connect
from policies.engine.protocol import decode
from policies.model.values import Value
from policies.rule import Resource, Rule, Scope
from tests.components.conftest import configuration
from tests.components.recording import ACCOUNT, Recorder, run
from tests.components.samples import SAMPLES

CITIES = ("demo", "madrid")
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/Pulumi.yaml"))


@dataclass(frozen=True)
class Stack:
    """The resources of one program, and the edges between them."""

    name: str
    members: Sequence[Member]
    small: bool = False
    """Whether it has nothing but one resource and what decides over that one."""


class Monitor(MockMonitor):
    """A mock engine that keeps what an analyzer would be told."""

    def __init__(self) -> None:
        super().__init__(Recorder())
        self.told: list[Any] = []

    @override
    def RegisterResource(self, request: Any) -> Any:
        if request.type != "pulumi:pulumi:Stack":
            urn = self.make_urn(request.parent, request.type, request.name)
            told = analyzer_pb2.AnalyzerResource(
                type=request.type, name=request.name, urn=urn, parent=request.parent, properties=request.object
            )
            for key, sources in request.propertyDependencies.items():
                told.propertyDependencies[key].urns.extend(sources.urns)
            self.told.append(told)
        return super().RegisterResource(request)


def recorded(name: str, build: Callable[[], Any]) -> Stack:
    """Run a program on fresh mocks, and keep what it registers: AWS resources and the components around them.

    They come by URN, since the order in which the SDK registers what is independent differs from run to run.
    """
    monitor = Monitor()
    run(build, monitor)
    return Stack(name, sorted(map(_member, monitor.told), key=lambda member: member.urn))


def _member(told: Any) -> Member:
    edges = {key: list(sources.urns) for key, sources in told.propertyDependencies.items()}
    return Member(told.type, told.name, told.urn, Value(decode(told.properties)), edges, told.parent)


@cache
def city(stack: str) -> Stack:
    """The reference city with the settings of one of its stacks."""
    settings = settings_from(configuration(stack), stack)
    layer = pulumi.AssetArchive({})
    return recorded(stack, lambda: CityCell(settings.cell, settings.cell_args(ACCOUNT, layer)))


@cache
def samples() -> tuple[Stack, ...]:
    """Each component with each of its right arguments: together they make every child that a component can make."""
    return tuple(_samples())


def _samples() -> Iterator[Stack]:
    for kind, sample in SAMPLES.items():
        for number, change in enumerate([{}, *sample.others]):
            args = sample.args(change)
            name = f"{kind.__name__}-{number}"
            yield recorded(name, lambda kind=kind, args=args: kind("sample", args))


@cache
def example(name: str) -> Stack:
    """A program of `examples/`, with the components under the name that the wheel gives them."""
    program = ROOT / "examples" / name / "__main__.py"
    for key in ("aws:region", f"{name}:owner"):
        pulumi.runtime.set_config(key, "eu-west-1")
    with _citycell():
        return recorded(name, lambda: runpy.run_path(str(program), run_name="__main__"))


@contextmanager
def _citycell() -> Generator[None]:
    """`citycell` is importable, laid out as in the wheel."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "citycell").symlink_to(ROOT / "components")
        sys.path.insert(0, folder)
        try:
            yield
        finally:
            sys.path.remove(folder)
            for module in [name for name in sys.modules if name.split(".")[0] == "citycell"]:
                del sys.modules[module]


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of all packs."""
    return tuple(rule for pack in packs.names() for rule in packs.rules(pack))


@dataclass(frozen=True)
class Told:
    """One message of a rule about one resource."""

    rule: str
    urn: str
    text: str


def evaluated(members: Sequence[Member], about: str | None = None, scope: Scope | None = None) -> set[Told]:
    """Everything that all packs say of a stack, with nothing configured.

    Args:
        members: the stack's resources.
        about: the URN of the only resource to judge alone; by default all of them.
        scope: rules of one kind only.
    """
    return _evaluated(connect(members), about, scope)


@cache
def _evaluator() -> Evaluator:
    return Evaluator(rules(), Settings())


def _evaluated(resources: Sequence[Resource], about: str | None, scope: Scope | None) -> set[Told]:
    evaluator, findings = _evaluator(), list[PolicyFinding]()
    chosen = [resource for resource in resources if about in {None, resource.urn}]
    if scope is not Scope.STACK:
        findings += (finding for resource in chosen for finding in evaluator.resource(resource))
    if scope is not Scope.RESOURCE:
        findings += evaluator.stack(chosen)
    return {Told(finding.policy, finding.urn, finding.text) for finding in findings}
