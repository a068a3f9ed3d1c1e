"""The engine's side of the analyzer protocol, without an engine."""

from collections.abc import Mapping, Sequence
from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE

from policies.engine.configuration import SETTINGS
from policies.engine.server import Analyzer
from policies.testing import UNKNOWN

_SIGNATURE = "4dabf18193072939515e22adb298388d"
_SECRET = "1b47061264138c4ac30d75fd1eb44270"


def secret(value: Any) -> dict[str, Any]:
    """A secret as the engine marks it."""
    return {_SIGNATURE: _SECRET, "value": value}


def struct(properties: Mapping[str, Any]) -> struct_pb2.Struct:
    """Properties as the engine sends them; `UNKNOWN` becomes its mark."""
    made = struct_pb2.Struct()
    made.update(_sent(properties))
    return made


def _sent(value: Any) -> Any:
    if value is UNKNOWN:
        return UNKNOWN_STRING_VALUE
    if isinstance(value, Mapping):
        return {key: _sent(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_sent(inner) for inner in value]
    return value


def request(kind: str, name: str, properties: Mapping[str, Any]) -> analyzer_pb2.AnalyzeRequest:
    """A question about one resource."""
    return analyzer_pb2.AnalyzeRequest(type=kind, name=name, urn=f"urn:{name}", properties=struct(properties))


def member(
    kind: str, name: str, properties: Mapping[str, Any], **edges: Sequence[str]
) -> analyzer_pb2.AnalyzerResource:
    """One resource of a question about the stack; `edges` are names by property."""
    made = analyzer_pb2.AnalyzerResource(type=kind, name=name, urn=f"urn:{name}", properties=struct(properties))
    for key, sources in edges.items():
        made.propertyDependencies[key].urns.extend(f"urn:{source}" for source in sources)
    return made


def analyze(analyzer: Analyzer, kind: str, name: str, properties: Mapping[str, Any]) -> list[Any]:
    """What is said of one resource."""
    return list(analyzer.Analyze(request(kind, name, properties), None).diagnostics)


def analyze_stack(analyzer: Analyzer, *members: analyzer_pb2.AnalyzerResource) -> list[Any]:
    """What is said of the stack."""
    return list(analyzer.AnalyzeStack(analyzer_pb2.AnalyzeStackRequest(resources=members), None).diagnostics)


def configure(analyzer: Analyzer, levels: Mapping[str, str] | None = None, **settings: Any) -> None:
    """Configure a pack: levels by policy, and its own settings."""
    sent = analyzer_pb2.ConfigureAnalyzerRequest()
    numbers = {level.value: getattr(analyzer_pb2, level.name) for level in EnforcementLevel}
    for name, level in {SETTINGS: "mandatory", **(levels or {})}.items():
        sent.policyConfig[name].enforcementLevel = numbers[level]
    sent.policyConfig[SETTINGS].properties.update(settings)
    analyzer.Configure(sent, None)


def texts(diagnostics: Sequence[Any]) -> list[str]:
    """What a person reads of each, without the rule's description before it."""
    return [diagnostic.message.partition("\n")[2] for diagnostic in diagnostics]
