"""Stacks as the packs get them, recorded on mocks: both cities, the samples of every component, every example."""

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
from policies.engine.evaluation import Evaluator, Member, PolicyFinding, connect, translate
from policies.engine.protocol import decode
from policies.model.values import Value
from policies.rule import Resource, Rule, Scope
from tests.components.conftest import configuration
from tests.components.recording import ACCOUNT, Recorder, run
from tests.components.samples import SAMPLES

CITIES = ("demo", "madrid")
BROUGHT = {"own_vpc"}
"""Examples with a VPC of awsx, for which only its own provider answers: they run on the engine, with the packs on."""

EXAMPLES = sorted(path.parent.name for path in ROOT.glob("examples/*/Pulumi.yaml") if path.parent.name not in BROUGHT)


@dataclass(frozen=True)
class Stack:
    """The resources of one program, and the edges between them."""

    name: str
    members: Sequence[Member]
    registered: Sequence[Member] = ()
    """The resources as the program registered them, before translation."""
    small: bool = False
    """Whether it has only one resource and the resources that its rule depends on."""


class Monitor(MockMonitor):
    """A mock engine that keeps the resources an analyzer would get."""

    def __init__(self) -> None:
        super().__init__(Recorder())
        self.registered: list[Any] = []

    @override
    def RegisterResource(self, request: Any) -> Any:
        if request.type != "pulumi:pulumi:Stack":
            urn = self.make_urn(request.parent, request.type, request.name)
            registered = analyzer_pb2.AnalyzerResource(
                type=request.type, name=request.name, urn=urn, parent=request.parent, properties=request.object
            )
            for key, sources in request.propertyDependencies.items():
                registered.propertyDependencies[key].urns.extend(sources.urns)
            self.registered.append(registered)
        return super().RegisterResource(request)


def recorded(name: str, build: Callable[[], Any]) -> Stack:
    """Run a program on fresh mocks, and keep what it registers: AWS resources and the components around them.

    Those of the Cloud Control API are translated, as before any rule, so that mutants change what rules read. They come
    by URN, since the order in which the SDK registers what is independent differs from run to run.
    """
    monitor = Monitor()
    run(build, monitor)
    registered = sorted(map(_member, monitor.registered), key=lambda member: member.urn)
    return Stack(name, translate(registered), registered)


def _member(registered: Any) -> Member:
    edges = {key: list(sources.urns) for key, sources in registered.propertyDependencies.items()}
    return Member(
        registered.type, registered.name, registered.urn, Value(decode(registered.properties)), edges, registered.parent
    )


@cache
def city(stack: str) -> Stack:
    """The reference city with the settings of one of its stacks."""
    settings = settings_from(configuration(stack), stack)
    layer = pulumi.AssetArchive({})
    return recorded(
        stack,
        lambda: CityCell(settings.cell, settings.cell_args(ACCOUNT, layer, None, layer, edge_prefix_list_id="pl-0")),
    )


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
class Reported:
    """One message of a rule about one resource."""

    rule: str
    urn: str
    text: str


def evaluated(members: Sequence[Member], about: str | None = None, scope: Scope | None = None) -> set[Reported]:
    """All findings of all packs on a stack with the default configuration.

    Args:
        members: the stack's resources.
        about: the URN of the only resource to evaluate; by default all of them.
        scope: rules of one kind only.
    """
    return _evaluated(connect(members), about, scope)


@cache
def _evaluator() -> Evaluator:
    return Evaluator(rules(), Settings())


def _evaluated(resources: Sequence[Resource], about: str | None, scope: Scope | None) -> set[Reported]:
    evaluator, findings = _evaluator(), list[PolicyFinding]()
    chosen = [resource for resource in resources if about in {None, resource.urn}]
    if scope is not Scope.STACK:
        findings += (finding for resource in chosen for finding in evaluator.resource(resource))
    if scope is not Scope.RESOURCE:
        findings += evaluator.stack(chosen)
    return {Reported(finding.policy, finding.urn, finding.text) for finding in findings}
