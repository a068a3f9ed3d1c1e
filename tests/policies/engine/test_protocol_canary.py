"""The analyzer protocol of the pinned SDK has the calls and the fields that `policies.engine.server` uses.

A test here fails when an upgrade of Pulumi changes the protocol: then compare the SDK's own server
(`pulumi.policy`, `pulumi_policy.proxy`) with `policies.engine.server`.
"""

from collections.abc import Collection
from typing import Any

import pytest
from pulumi.runtime.proto import analyzer_pb2, analyzer_pb2_grpc

from policies.engine.server import Analyzer

CALLS = {
    "Analyze",
    "AnalyzeStack",
    "Cancel",
    "Configure",
    "ConfigureStack",
    "GetAnalyzerInfo",
    "GetPluginInfo",
    "Handshake",
    "Remediate",
}

FIELDS: dict[str, set[str]] = {
    "AnalyzeRequest": {"type", "properties", "urn", "name"},
    "AnalyzeStackRequest": {"resources"},
    "AnalyzerResource": {"type", "properties", "urn", "name", "parent", "propertyDependencies"},
    "AnalyzeResponse": {"diagnostics", "not_applicable"},
    "AnalyzeDiagnostic": {
        "policyName",
        "policyPackName",
        "policyPackVersion",
        "description",
        "message",
        "enforcementLevel",
        "urn",
        "severity",
    },
    "AnalyzerInfo": {"name", "displayName", "version", "supportsConfig", "provider", "policies"},
    "PolicyInfo": {
        "name",
        "displayName",
        "description",
        "enforcementLevel",
        "configSchema",
        "policy_type",
        "severity",
        "framework",
        "tags",
        "remediation_steps",
        "url",
    },
    "PolicyConfigSchema": {"properties"},
    "ConfigureAnalyzerRequest": {"policyConfig"},
    "PolicyConfig": {"enforcementLevel", "properties"},
    "RemediateResponse": {"remediations"},
    "Remediation": {"policyName", "policyPackName", "policyPackVersion", "description", "properties"},
}


def _calls(cls: type[Any]) -> set[str]:
    return {name for name in vars(cls) if name[0].isupper()}


def test_the_server_has_every_call_of_the_protocol() -> None:
    """A new call of the engine would otherwise fail with `unimplemented` in a preview."""
    assert _calls(analyzer_pb2_grpc.AnalyzerServicer) == CALLS
    assert _calls(Analyzer) == CALLS


@pytest.mark.parametrize(("message", "fields"), FIELDS.items(), ids=FIELDS)
def test_messages_have_the_fields_in_use(message: str, fields: Collection[str]) -> None:
    """A renamed field would be an error at run time, or be ignored."""
    descriptor = getattr(analyzer_pb2, message).DESCRIPTOR
    assert {*fields} <= {field.name for field in descriptor.fields}


def test_levels_severities_and_scopes_have_their_names() -> None:
    """The engine knows them by number."""
    levels = {"ADVISORY": 0, "MANDATORY": 1, "DISABLED": 2, "REMEDIATE": 3}
    assert levels == {name: getattr(analyzer_pb2, name) for name in levels}
    for name in ("LOW", "MEDIUM", "HIGH", "CRITICAL"):
        assert hasattr(analyzer_pb2, f"POLICY_SEVERITY_{name}")
    for scope in ("RESOURCE", "STACK"):
        assert hasattr(analyzer_pb2, f"POLICY_TYPE_{scope}")
