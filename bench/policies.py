"""What policy packs cost: a rule's own work on a resource, and a whole preview, small and large."""

import itertools
import tempfile
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime.mocks import MockMonitor
from pulumi.runtime.proto import analyzer_pb2
from typing_extensions import override

from components import CityCell
from components.settings import settings_from
from local.deploy import policy_packs
from local.paths import ROOT
from policies import packs
from policies.server import Analyzer, Pack
from policies.wire import decode
from tests.components.conftest import configuration
from tests.components.recording import ACCOUNT, Recorder, run

from .measure import Timed, pair, timed
from .programs import workspace

CITIES = 4
"""Demo cities in the stack that is previewed: together about a thousand resources."""
RESOURCES = 1000
LARGE = 4000

_CITIES_PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import pulumi
from components import CityCell
from components.settings import settings_from

for number in range({cities}):
    name = f"demo{{number}}"
    settings = settings_from({configuration!r} | {{"citycell:city": name}}, name)
    CityCell(name, settings.cell_args({account!r}, pulumi.AssetArchive({{}})))
"""
"""Cities side by side: every type that the rules look at, alone and over the stack."""

_EMPTY_PACK = """
from pulumi_policy import PolicyPack, ResourceValidationPolicy

PolicyPack("empty", [ResourceValidationPolicy("nothing", "Finds nothing.", lambda args, report: None)])
"""


def policy_rules() -> AbstractContextManager[tuple[Timed, Timed]]:
    """Every pack on a stack in this process, and merely reading the same properties."""
    requests, stack = _questions(RESOURCES)
    analyzers = _analyzers()

    def read() -> None:
        for _ in analyzers:
            for request in requests:
                decode(request.properties)

    return pair(lambda: _judge(analyzers, requests, stack), read)


def policy_growth() -> AbstractContextManager[tuple[Timed, Timed]]:
    """Every pack on a large stack in this process, and on a quarter of it; rules over the whole stack included."""
    large, small = _questions(LARGE), _questions(LARGE // 4)
    analyzers = _analyzers()
    return pair(lambda: _judge(analyzers, *large), lambda: _judge(analyzers, *small))


@contextmanager
def policy_preview() -> Generator[tuple[Timed, Timed]]:
    """A preview of cities side by side with all packs, and with one pack of the SDK's that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        program, empty = _program(Path(folder) / "program"), _empty(Path(folder) / "empty")
        with workspace(program, "cities") as cities:
            yield timed(lambda: cities.preview(policy_packs())), timed(lambda: cities.preview([empty]))


def _analyzers() -> list[Analyzer]:
    return [Analyzer(Pack(pack, pack, packs.rules(pack))) for pack in packs.names()]


def _judge(analyzers: Sequence[Analyzer], requests: Sequence[Any], stack: Any) -> None:
    for analyzer in analyzers:
        for request in requests:
            analyzer.Analyze(request, None)
        analyzer.AnalyzeStack(stack, None)


def _questions(resources: int) -> tuple[list[Any], Any]:
    """What the engine asks about a stack of so many resources: cities side by side, the last one cut off."""
    requests: list[Any] = []
    stack = analyzer_pb2.AnalyzeStackRequest()
    for number in itertools.count():
        for member in _city(number):
            if len(requests) == resources:
                return requests, stack
            stack.resources.append(member)
            if member.type.startswith("aws:"):
                request = analyzer_pb2.AnalyzeRequest(type=member.type, name=member.name, urn=member.urn)
                request.properties.CopyFrom(member.properties)
                requests.append(request)
    raise AssertionError


def _city(number: int) -> list[Any]:
    """The demo city under another name, as the engine tells of it."""
    name = f"demo{number}"
    settings = settings_from(configuration("demo") | {"citycell:city": name}, name)
    monitor = _Monitor()
    run(lambda: CityCell(name, settings.cell_args(ACCOUNT, pulumi.AssetArchive({}))), monitor)
    return monitor.told


class _Monitor(MockMonitor):
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


def _program(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: cities\nruntime: python\n")
    (folder / "Pulumi.cities.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    program = _CITIES_PROGRAM.format(
        root=str(ROOT), cities=CITIES, configuration=configuration("demo"), account=ACCOUNT
    )
    (folder / "__main__.py").write_text(program)
    return folder


def _empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 0.0.1\n")
    (folder / "__main__.py").write_text(_EMPTY_PACK)
    return folder
