"""What policy packs cost: a rule's own work on a resource, and a whole preview, small and large."""

import itertools
import json
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from pulumi.runtime.proto import analyzer_pb2

from local.deploy import policy_packs
from policies import packs
from policies.server import Analyzer, Pack
from policies.wire import decode

from .measure import Timed, pair, timed
from .programs import workspace

RESOURCES = 1000
LARGE = 4000

MIXED_PROGRAM = """
import json
import pulumi
import pulumi_aws as aws

grant = {{"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": "arn:aws:sqs:eu-west-1:123456789012:q"}}
document = {{"Version": "2012-10-17", "Statement": [grant]}}
key = aws.kms.Key("key", enable_key_rotation=True)
for number in range({resources} // 4):
    topic = aws.sns.Topic(f"topic-{{number}}", kms_master_key_id=key.arn)
    aws.ec2.SecurityGroup(f"group-{{number}}", description="For the bench", tags={{"city": "bench"}})
    aws.cloudwatch.LogGroup(f"logs-{{number}}", kms_key_id=key.arn, retention_in_days=30)
    aws.iam.RolePolicy(f"policy-{{number}}", role="bench", policy=json.dumps(document))
"""
"""Types that rules look at, alone and over the stack, with edges to one key."""

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
    """A preview of many resources with all packs, and with one pack of the SDK's that does nothing."""
    with tempfile.TemporaryDirectory() as folder:
        program, empty = _program(Path(folder) / "program"), _empty(Path(folder) / "empty")
        with workspace(program, "mixed") as mixed:
            yield timed(lambda: mixed.preview(policy_packs())), timed(lambda: mixed.preview([empty]))


def _analyzers() -> list[Analyzer]:
    return [Analyzer(Pack(pack, pack, packs.rules(pack))) for pack in packs.names()]


def _judge(analyzers: Sequence[Analyzer], requests: Sequence[Any], stack: Any) -> None:
    for analyzer in analyzers:
        for request in requests:
            analyzer.Analyze(request, None)
        analyzer.AnalyzeStack(stack, None)


def _questions(resources: int) -> tuple[list[Any], Any]:
    """What the engine asks about a stack like that of `MIXED_PROGRAM`, and more types."""
    key = "urn:pulumi:bench::bench::aws:kms/key:Key::key"
    requests = [analyzer_pb2.AnalyzeRequest(type="aws:kms/key:Key", name="key", urn=key)]
    stack = analyzer_pb2.AnalyzeStackRequest()
    for number, (kind, properties) in zip(range(resources), itertools.cycle(_KINDS.items())):
        urn = f"urn:pulumi:bench::bench::{kind}::{number}"
        requests.append(analyzer_pb2.AnalyzeRequest(type=kind, name=str(number), urn=urn))
        requests[-1].properties.update(properties(number))
        member = stack.resources.add(type=kind, name=str(number), urn=urn, properties=requests[-1].properties)
        member.propertyDependencies["kmsMasterKeyId"].urns.append(key)
    return requests, stack


def _policy(number: int) -> str:
    """A document of its own for each resource, so that none is parsed for another."""
    statement = {"Effect": "Allow", "Action": ["sqs:SendMessage"], "Resource": f"arn:aws:sqs:eu-west-1:1:q{number}"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


_KINDS: dict[str, Callable[[int], dict[str, Any]]] = {
    "aws:sqs/queue:Queue": lambda number: {"name": f"q{number}", "kmsMasterKeyId": "k", "tags": {"city": "x"}},
    "aws:sns/topic:Topic": lambda number: {"name": f"t{number}", "kmsMasterKeyId": "k", "tags": {"city": "x"}},
    "aws:iam/policy:Policy": lambda number: {"name": f"p{number}", "policy": _policy(number)},
    "aws:s3/bucketPolicy:BucketPolicy": lambda number: {"bucket": f"b{number}", "policy": _policy(number)},
    "aws:cloudwatch/logGroup:LogGroup": lambda number: {"name": f"l{number}", "retentionInDays": 30},
    "aws:dynamodb/table:Table": lambda number: {
        "name": f"d{number}",
        "serverSideEncryption": {"enabled": True, "kmsKeyArn": "k"},
        "attributes": [{"name": "id", "type": "S"}],
    },
}


def _program(folder: Path) -> Path:
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: mixed\nruntime: python\n")
    (folder / "Pulumi.mixed.yaml").write_text("config:\n  aws:region: eu-west-1\n")
    (folder / "__main__.py").write_text(MIXED_PROGRAM.format(resources=RESOURCES))
    return folder


def _empty(folder: Path) -> Path:
    folder.mkdir()
    (folder / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 0.0.1\n")
    (folder / "__main__.py").write_text(_EMPTY_PACK)
    return folder
