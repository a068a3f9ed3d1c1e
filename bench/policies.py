"""What policy packs cost: the rules alone on recorded resources, and whole previews, small and large."""

import itertools
import tempfile
from collections.abc import Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pulumi
from pulumi.runtime.proto import analyzer_pb2

from components import CityCell
from components.settings import settings_from
from local.deploy import policy_packs
from policies import packs
from policies.engine.protocol import decode
from policies.engine.server import Analyzer, Pack
from tests.components.conftest import configuration
from tests.components.recording import ACCOUNT, run
from tests.policies.stacks import Monitor

from .cities import cities_program
from .measure import Timed, pair, timed
from .programs import workspace, write_project

CITIES = 4
"""Demo cities in the stack that is previewed: together about a thousand resources."""
RESOURCES = 1000
LARGE = 4000

_PLAIN_PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

grant = {{"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "arn:aws:sqs:eu-west-1:123456789012:q"}}
document = {{"Version": "2012-10-17", "Statement": [grant]}}
account = {{"AWS": "arn:aws:iam::123456789012:root"}}
root = {{"Effect": "Allow", "Principal": account, "Action": "kms:*", "Resource": "*"}}
own = json.dumps({{"Version": "2012-10-17", "Statement": [root]}})
key = aws.kms.Key("key", enable_key_rotation=True, deletion_window_in_days=30, policy=own)
for number in range({resources} // 4):
    topic = aws.sns.Topic(f"topic-{{number}}", kms_master_key_id=key.arn)
    aws.ec2.SecurityGroup(f"group-{{number}}", description="For the bench", tags={{"city": "bench"}})
    aws.cloudwatch.LogGroup(f"logs-{{number}}", kms_key_id=key.arn, retention_in_days=30)
    aws.iam.RolePolicy(f"policy-{{number}}", role="bench", policy=json.dumps(document))
"""
"""Resources without components, which cost little to register: the share of the packs is largest here."""

_EMPTY_PACK = """
from pulumi_policy import PolicyPack, ResourceValidationPolicy

PolicyPack("empty", [ResourceValidationPolicy("nothing", "Finds nothing.", lambda args, report: None)])
"""


def policy_rules() -> AbstractContextManager[tuple[Timed, Timed]]:
    """Every pack on a stack in this process, and only reading the same properties."""
    requests, stack = _requests(RESOURCES)
    analyzers = _analyzers()

    def read() -> None:
        for _ in analyzers:
            for request in requests:
                decode(request.properties)

    return pair(lambda: _evaluate(analyzers, requests, stack), read)


def policy_growth() -> AbstractContextManager[tuple[Timed, Timed]]:
    """Every pack on a large stack in this process, and on a quarter of it; rules over the whole stack included."""
    large, small = _requests(LARGE), _requests(LARGE // 4)
    analyzers = _analyzers()
    return pair(lambda: _evaluate(analyzers, *large), lambda: _evaluate(analyzers, *small))


def policy_preview() -> AbstractContextManager[tuple[Timed, Timed]]:
    """A preview of plain resources with all packs, and with a single pack of the SDK that does nothing."""
    return _previews(_PLAIN_PROGRAM.format(resources=RESOURCES))


def policy_preview_cities() -> AbstractContextManager[tuple[Timed, Timed]]:
    """The same of cities side by side."""
    return _previews(cities_program(CITIES))


@contextmanager
def _previews(program: str) -> Generator[tuple[Timed, Timed]]:
    with tempfile.TemporaryDirectory() as folder:
        project = write_project(Path(folder) / "program", "policies", program)
        empty = _empty(Path(folder) / "empty")
        with workspace(project, "policies") as stack:
            yield timed(lambda: stack.preview(policy_packs())), timed(lambda: stack.preview([empty]))


def _analyzers() -> list[Analyzer]:
    return [Analyzer(Pack(pack, pack, packs.rules(pack))) for pack in packs.names()]


def _evaluate(analyzers: Sequence[Analyzer], requests: Sequence[Any], stack: Any) -> None:
    for analyzer in analyzers:
        for request in requests:
            analyzer.Analyze(request, None)
        analyzer.AnalyzeStack(stack, None)


def _requests(resources: int) -> tuple[list[Any], Any]:
    """Requests for a stack of so many resources: cities side by side, the last one cut off."""
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
    """The demo city under another name, as the engine describes it to an analyzer."""
    name = f"demo{number}"
    settings = settings_from(configuration("demo") | {"citycell:city": name}, name)
    monitor = Monitor()
    run(
        lambda: CityCell(
            name,
            settings.cell_args(
                ACCOUNT, pulumi.AssetArchive({}), None, pulumi.AssetArchive({}), edge_prefix_list_id="pl-0"
            ),
        ),
        monitor,
    )
    return monitor.registered


def _empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 0.0.1\n")
    (folder / "__main__.py").write_text(_EMPTY_PACK)
    return folder
