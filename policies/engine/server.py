"""Serves a pack to the Pulumi engine.

It speaks the engine's analyzer protocol itself, in place of `pulumi_policy.PolicyPack`. That class parses a resource
once for each policy, and the whole stack once for each policy over the stack; here each is parsed once for all rules.
Every rule is still a policy of its own to the engine, with its texts, its level and its configuration.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import analyzer_pb2 as wire_types
from pulumi.runtime.proto import analyzer_pb2_grpc, plugin_pb2
from pulumi_policy import EnforcementLevel, Severity

from .. import packs
from ..model import parameters as knobs
from ..model.tokens import canonical
from ..model.values import Value
from ..rule import Rule, Scope
from .configuration import ACKNOWLEDGEMENTS, NOT_EVALUATED, OWN, SCHEMA, SETTINGS, Given, Settings, read
from .evaluation import Judge, Member, Report, connect, today
from .protocol import decode, decode_marked, encode, text

_LARGEST_MESSAGE = 400 * 1024 * 1024  # as the SDK's own server: a large stack is one message
_LEVELS = {
    EnforcementLevel.ADVISORY: wire_types.ADVISORY,
    EnforcementLevel.MANDATORY: wire_types.MANDATORY,
    EnforcementLevel.REMEDIATE: wire_types.REMEDIATE,
    EnforcementLevel.DISABLED: wire_types.DISABLED,
}
_SEVERITIES = {
    Severity.LOW: wire_types.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: wire_types.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: wire_types.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: wire_types.POLICY_SEVERITY_CRITICAL,
}
_ABOUT_OWN = {
    SETTINGS: ("The pack is configured rightly", "Finds what is wrong with the pack's configuration."),
    ACKNOWLEDGEMENTS: (
        "Acknowledgements are current",
        "Finds acknowledgements that have expired or are about no finding.",
    ),
    NOT_EVALUATED: (
        "Checks that wait for the update",
        "Checks whose values only the update will know; the update makes them.",
    ),
}


@dataclass(frozen=True)
class Pack:
    """Rules under one name."""

    name: str
    title: str
    rules: Sequence[Rule]
    version: str = "0.0.0"
    others: Sequence[str] = field(default_factory=packs.ids)
    """Ids of rules of other packs, which the same configuration may name."""


def serve(pack: Pack) -> None:
    """Serve a pack until the engine ends this process; what a pack's `__main__.py` is for."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", _LARGEST_MESSAGE)]
    )
    analyzer_pb2_grpc.add_AnalyzerServicer_to_server(Analyzer(pack), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)  # the engine reads the first line
    try:
        server.wait_for_termination()
    except KeyboardInterrupt:
        server.stop(grace=None)


def serve_own(pack: str) -> None:
    """Serve one of this room's packs."""
    serve(Pack(f"citycell-{pack}", f"City cell: {pack}", packs.rules(pack), packs.version(pack)))


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """One pack, and what it has seen of the stack so far."""

    def __init__(self, pack: Pack, clock: Callable[[], date] = today) -> None:
        self._pack = pack
        self._clock = clock
        self._rules = {rule.id: rule for rule in pack.rules}
        self._inputs: dict[str, Value] = {}
        self._lock = Lock()  # the engine may ask about several resources at once
        self._configured(Settings())

    def _configured(self, settings: Settings) -> None:
        self._settings = settings
        self._judge = Judge(self._pack.rules, settings, self._clock)
        self._answers: dict[str, wire_types.AnalyzeResponse] = {}

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        """What each policy knows of itself."""
        del request, context
        return wire_types.AnalyzerInfo(
            name=self._pack.name,
            displayName=self._pack.title,
            version=self._pack.version,
            supportsConfig=True,
            provider="aws",
            policies=[*map(_rule_info, self._pack.rules), *map(_own_info, OWN)],
        )

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        """The version of this plugin."""
        del request, context
        return plugin_pb2.PluginInfo(version=self._pack.version)

    def Handshake(self, request: Any, context: Any) -> Any:
        """Nothing needs to be known of the engine."""
        del request, context
        return wire_types.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        """No rule depends on a stack's name, tags or configuration."""
        del request, context
        return wire_types.AnalyzerStackConfigureResponse()

    def Cancel(self, request: Any, context: Any) -> Any:
        """Nothing here takes long enough to be cancelled."""
        del request, context
        return empty_pb2.Empty()

    def Configure(self, request: Any, context: Any) -> Any:
        """Take in the pack's configuration."""
        del context
        levels = {number: level for level, number in _LEVELS.items()}
        given = {
            name: Given(levels[policy.enforcementLevel], json_format.MessageToDict(policy.properties))
            for name, policy in request.policyConfig.items()
        }
        with self._lock:
            self._configured(read(given, self._pack.rules, self._pack.others))
        return empty_pb2.Empty()

    def Analyze(self, request: Any, context: Any) -> Any:
        """Judge a resource by the rules that need no other; its inputs are kept for those over the stack.

        The engine hands the latter what the provider answered: a key that was left out is then unknown in a preview,
        and afterwards a key of AWS's, which looks like one of ours.
        """
        del context
        with self._lock:
            self._inputs[request.urn] = inputs = Value(decode(request.properties))
            answer = self._answer(request.type)
            if self._judge.judges(request.type):
                member = Member(request.type, request.name, request.urn, inputs, {})
                (resource,) = connect([member])
                answer.diagnostics.extend(map(self._diagnostic, self._judge.resource(resource)))
            return answer

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """Judge the stack, and say what is to be said once for a run."""
        del context
        with self._lock:
            members = [
                Member(
                    given.type,
                    given.name,
                    given.urn,
                    self._inputs.get(given.urn) or Value(decode(given.properties)),
                    {key: list(sources.urns) for key, sources in given.propertyDependencies.items()},
                    given.parent,
                    text(given.properties, "arn"),
                    text(given.properties, "id"),
                )
                for given in request.resources
            ]
            self._inputs.clear()
            reports = self._judge.stack(connect(members))
            return wire_types.AnalyzeResponse(diagnostics=map(self._diagnostic, reports))

    def Remediate(self, request: Any, context: Any) -> Any:
        """Correct a resource's properties where that is asked for."""
        del context
        response = wire_types.RemediateResponse()
        if not any(self._settings.corrects(rule) for rule in self._pack.rules):
            return response
        struct = request.properties
        before = decode_marked(struct)

        def plain(properties: dict[str, Any]) -> dict[str, Any]:
            return decode(encode(properties, before, struct))

        with self._lock:
            for remedied in self._judge.remedies(request.type, request.name, request.urn, before, plain):
                response.remediations.add(
                    policyName=remedied.rule.id,
                    policyPackName=self._pack.name,
                    policyPackVersion=self._pack.version,
                    description=remedied.rule.description,
                    properties=encode(remedied.properties, before, struct),
                )
        return response

    def _answer(self, kind: str) -> Any:
        """An answer without findings: it lists the policies that do not look at the type, as reports count them."""
        if kind not in self._answers:
            blank = wire_types.AnalyzeResponse()
            for rule in self._pack.rules:
                if rule.scope is Scope.RESOURCE and canonical(kind) not in rule.types:
                    blank.not_applicable.add(policy_name=rule.id)
            self._answers[kind] = blank
        answer = wire_types.AnalyzeResponse()
        answer.CopyFrom(self._answers[kind])
        return answer

    def _diagnostic(self, report: Report) -> wire_types.AnalyzeDiagnostic:
        rule = self._rules.get(report.policy)
        description = rule.description if rule else _ABOUT_OWN[report.policy][1]
        return wire_types.AnalyzeDiagnostic(
            policyName=report.policy,
            policyPackName=self._pack.name,
            policyPackVersion=self._pack.version,
            description=description,
            message=f"{description}\n{report.text}",
            enforcementLevel=_LEVELS[report.level],
            urn=report.urn,
            severity=_SEVERITIES[rule.severity if rule else Severity.LOW],
        )


def _rule_info(rule: Rule) -> wire_types.PolicyInfo:
    known = rule.known_as()
    hub = ", ".join(known.security_hub)
    info = wire_types.PolicyInfo(
        name=rule.id,
        displayName=rule.title,
        description=rule.description,
        enforcementLevel=wire_types.MANDATORY,
        policy_type=wire_types.POLICY_TYPE_STACK if rule.scope is Scope.STACK else wire_types.POLICY_TYPE_RESOURCE,
        severity=_SEVERITIES[rule.severity],
        framework=wire_types.PolicyComplianceFramework(name="AWS Security Hub", reference=hub) if hub else None,
        tags=[*(f"control:{control}" for control in rule.controls), *known.tags()],
        remediation_steps=rule.remediation,
        url=rule.url,
    )
    if rule.knobs is not None:
        info.configSchema.properties.update(knobs.schema(rule.knobs))
    return info


def _own_info(policy: str) -> wire_types.PolicyInfo:
    title, description = _ABOUT_OWN[policy]
    info = wire_types.PolicyInfo(
        name=policy,
        displayName=title,
        description=description,
        enforcementLevel=wire_types.ADVISORY if policy == NOT_EVALUATED else wire_types.MANDATORY,
        policy_type=wire_types.POLICY_TYPE_STACK,
        severity=wire_types.POLICY_SEVERITY_LOW,
    )
    if policy == SETTINGS:
        info.configSchema.properties.update({name: dict(schema) for name, schema in SCHEMA.items()})
    return info
