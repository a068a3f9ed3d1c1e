"""Serves a pack to the Pulumi engine.

It implements the engine's analyzer protocol in place of `pulumi_policy.PolicyPack`, which parses each resource once per
policy and the whole stack once per stack policy (docs/decisions/0012-own-analyzer-server.md). Here each is parsed once
for all rules. To the engine every rule is still a policy with its own texts, level and configuration.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

import grpc
from google.protobuf import empty_pb2, json_format
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc, plugin_pb2
from pulumi_policy import EnforcementLevel, Severity

from .. import packs
from ..check import finding_text
from ..model import parameters
from ..model.tokens import canonical
from ..model.values import Value
from ..rule import Rule, Scope
from .configuration import BUILT_IN, NOT_EVALUATED, SCHEMA, SETTINGS, SUPPRESSIONS, PolicyConfig, Settings, read
from .evaluation import Evaluator, Member, PolicyFinding, connect, today
from .protocol import decode, decode_marked, encode, text

_MAX_MESSAGE_BYTES = 400 * 1024 * 1024  # the limit of the SDK's own server: a stack is one message
_LEVELS = {
    EnforcementLevel.ADVISORY: analyzer_pb2.ADVISORY,
    EnforcementLevel.MANDATORY: analyzer_pb2.MANDATORY,
    EnforcementLevel.REMEDIATE: analyzer_pb2.REMEDIATE,
    EnforcementLevel.DISABLED: analyzer_pb2.DISABLED,
}
_SEVERITIES = {
    Severity.LOW: analyzer_pb2.POLICY_SEVERITY_LOW,
    Severity.MEDIUM: analyzer_pb2.POLICY_SEVERITY_MEDIUM,
    Severity.HIGH: analyzer_pb2.POLICY_SEVERITY_HIGH,
    Severity.CRITICAL: analyzer_pb2.POLICY_SEVERITY_CRITICAL,
}
_BUILT_IN_TEXTS = {
    SETTINGS: ("The pack's configuration is valid", "Reports errors in the pack's configuration."),
    SUPPRESSIONS: (
        "Suppressions are current",
        "Reports suppressions that have expired or match no finding.",
    ),
    NOT_EVALUATED: (
        "Checks that need the update",
        "Lists checks of values that are unknown before the update. The update makes these checks.",
    ),
}


@dataclass(frozen=True)
class Pack:
    """Rules with one name and version."""

    name: str
    title: str
    rules: Sequence[Rule]
    version: str = "0.0.0"
    others: Sequence[str] = field(default_factory=packs.ids)
    """Ids of the rules of other packs, which the same configuration may contain."""


def serve(pack: Pack) -> None:
    """Serve a pack until the engine ends this process. A pack's `__main__.py` calls it."""
    server = grpc.server(
        ThreadPoolExecutor(max_workers=4), options=[("grpc.max_receive_message_length", _MAX_MESSAGE_BYTES)]
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
    """Serve a pack of this package."""
    serve(Pack(f"citycell-{pack}", f"City cell: {pack}", packs.rules(pack), packs.version(pack)))


class Analyzer(analyzer_pb2_grpc.AnalyzerServicer):
    """The server of one pack, with the resources that it has seen so far."""

    def __init__(self, pack: Pack, clock: Callable[[], date] = today) -> None:
        self._pack = pack
        self._clock = clock
        self._rules = {rule.id: rule for rule in pack.rules}
        self._inputs: dict[str, Value] = {}
        self._lock = Lock()  # the engine may ask about several resources at once
        self._configure(Settings())

    def _configure(self, settings: Settings) -> None:
        self._settings = settings
        self._evaluator = Evaluator(self._pack.rules, settings, self._clock)
        self._responses: dict[str, analyzer_pb2.AnalyzeResponse] = {}

    def GetAnalyzerInfo(self, request: Any, context: Any) -> Any:
        """The name, the texts and the configuration schema of each policy."""
        del request, context
        return analyzer_pb2.AnalyzerInfo(
            name=self._pack.name,
            displayName=self._pack.title,
            version=self._pack.version,
            supportsConfig=True,
            provider="aws",
            policies=[*map(_rule_info, self._pack.rules), *map(_built_in_info, BUILT_IN)],
        )

    def GetPluginInfo(self, request: Any, context: Any) -> Any:
        """The version of this plugin."""
        del request, context
        return plugin_pb2.PluginInfo(version=self._pack.version)

    def Handshake(self, request: Any, context: Any) -> Any:
        """Accept any engine."""
        del request, context
        return analyzer_pb2.AnalyzerHandshakeResponse()

    def ConfigureStack(self, request: Any, context: Any) -> Any:
        """Ignore the stack's name, tags and configuration: no rule depends on them."""
        del request, context
        return analyzer_pb2.AnalyzerStackConfigureResponse()

    def Cancel(self, request: Any, context: Any) -> Any:
        """Do nothing: no call takes long."""
        del request, context
        return empty_pb2.Empty()

    def Configure(self, request: Any, context: Any) -> Any:
        """Read the pack's configuration."""
        del context
        levels = {number: level for level, number in _LEVELS.items()}
        given = {
            name: PolicyConfig(levels[policy.enforcementLevel], json_format.MessageToDict(policy.properties))
            for name, policy in request.policyConfig.items()
        }
        with self._lock:
            self._configure(read(given, self._pack.rules, self._pack.others))
        return empty_pb2.Empty()

    def Analyze(self, request: Any, context: Any) -> Any:
        """Evaluate the resource rules on a resource, and keep its inputs for the stack rules.

        For stack rules the engine sends the provider's outputs. A key that was left out is unknown there in a preview,
        and an AWS owned key after the update, which looks like a customer managed key.
        """
        del context
        with self._lock:
            self._inputs[request.urn] = inputs = Value(decode(request.properties))
            (resource,) = connect([Member(request.type, request.name, request.urn, inputs, {})])
            response = self._response(resource.type)
            if self._evaluator.evaluates(resource.type):
                response.diagnostics.extend(map(self._diagnostic, self._evaluator.resource(resource)))
            return response

    def AnalyzeStack(self, request: Any, context: Any) -> Any:
        """Evaluate the stack rules, and report what is reported once per run."""
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
            findings = self._evaluator.stack(connect(members))
            return analyzer_pb2.AnalyzeResponse(diagnostics=map(self._diagnostic, findings))

    def Remediate(self, request: Any, context: Any) -> Any:
        """Correct a resource's properties, if the configuration enables it."""
        del context
        response = analyzer_pb2.RemediateResponse()
        if not any(self._settings.remediates(rule) for rule in self._pack.rules):
            return response
        struct = request.properties
        before = decode_marked(struct)

        def plain(properties: dict[str, Any]) -> dict[str, Any]:
            return decode(encode(properties, before, struct))

        with self._lock:
            for remediated in self._evaluator.remediations(request.type, request.name, request.urn, before, plain):
                response.remediations.add(
                    policyName=remediated.rule.id,
                    policyPackName=self._pack.name,
                    policyPackVersion=self._pack.version,
                    description=remediated.rule.description,
                    properties=encode(remediated.properties, before, struct),
                )
        return response

    def _response(self, kind: str) -> Any:
        """A response without findings. It lists the policies that do not apply to the type, for Pulumi's summary."""
        if kind not in self._responses:
            empty = analyzer_pb2.AnalyzeResponse()
            for rule in self._pack.rules:
                if rule.scope is Scope.RESOURCE and canonical(kind) not in rule.types:
                    empty.not_applicable.add(policy_name=rule.id)
            self._responses[kind] = empty
        response = analyzer_pb2.AnalyzeResponse()
        response.CopyFrom(self._responses[kind])
        return response

    def _diagnostic(self, finding: PolicyFinding) -> analyzer_pb2.AnalyzeDiagnostic:
        rule = self._rules.get(finding.policy)
        description = rule.description if rule else _BUILT_IN_TEXTS[finding.policy][1]
        return analyzer_pb2.AnalyzeDiagnostic(
            policyName=finding.policy,
            policyPackName=self._pack.name,
            policyPackVersion=self._pack.version,
            description=description,
            message=finding_text.write(description, finding.text),
            enforcementLevel=_LEVELS[finding.level],
            urn=finding.urn,
            severity=_SEVERITIES[rule.severity if rule else Severity.LOW],
        )


def _rule_info(rule: Rule) -> analyzer_pb2.PolicyInfo:
    references = rule.known_as()
    hub = ", ".join(references.security_hub)
    info = analyzer_pb2.PolicyInfo(
        name=rule.id,
        displayName=rule.title,
        description=rule.description,
        enforcementLevel=analyzer_pb2.MANDATORY,
        policy_type=analyzer_pb2.POLICY_TYPE_STACK if rule.scope is Scope.STACK else analyzer_pb2.POLICY_TYPE_RESOURCE,
        severity=_SEVERITIES[rule.severity],
        framework=analyzer_pb2.PolicyComplianceFramework(name="AWS Security Hub", reference=hub) if hub else None,
        tags=[*(f"control:{control}" for control in rule.controls), *references.tags()],
        remediation_steps=rule.remediation,
        url=rule.url,
    )
    if rule.parameters is not None:
        info.configSchema.properties.update(parameters.schema(rule.parameters))
    return info


def _built_in_info(policy: str) -> analyzer_pb2.PolicyInfo:
    title, description = _BUILT_IN_TEXTS[policy]
    info = analyzer_pb2.PolicyInfo(
        name=policy,
        displayName=title,
        description=description,
        enforcementLevel=analyzer_pb2.ADVISORY if policy == NOT_EVALUATED else analyzer_pb2.MANDATORY,
        policy_type=analyzer_pb2.POLICY_TYPE_STACK,
        severity=analyzer_pb2.POLICY_SEVERITY_LOW,
    )
    if policy == SETTINGS:
        info.configSchema.properties.update({name: dict(schema) for name, schema in SCHEMA.items()})
    return info
