"""The server of a pack: findings, unknown values, edges, and the metadata of each policy."""

from dataclasses import replace
from typing import Any

import pytest
from pulumi.runtime.proto import analyzer_pb2

from policies import packs
from policies.engine.configuration import BUILT_IN, NOT_EVALUATED, SETTINGS, SUPPRESSIONS
from policies.engine.server import Analyzer, Pack
from policies.rule import Finding, Resource, Results, Scope
from policies.testing import UNKNOWN
from tests.policies.protocol import analyze, analyze_stack, configure, member, request, secret, struct, texts
from tests.policies.samples import KIND, RIGHT, analyzer, sample

WRONG: dict[str, Any] = {"first": False, "key": "", "nested": {"last": False}}
PATHS = {"first": "first", "key": "key", "nested": "nested.last"}


def test_each_finding_names_property_reason_and_id() -> None:
    """A finding has the property, the reason and the remediation, and ends with the id for a suppression."""
    (report,) = analyze(analyzer(sample()), KIND, "x", {**RIGHT, "first": False})
    assert report.message == "A sample.\nfirst: is off. Switch it on [sample:first]"
    assert (report.policyName, report.policyPackName, report.urn) == ("sample", "samples", "urn:x")
    assert report.enforcementLevel == analyzer_pb2.MANDATORY


@pytest.mark.parametrize("hidden", WRONG)
def test_each_property_in_turn_may_be_unknown(hidden: str) -> None:
    """Of three wrong properties, whichever is unknown, the other two are found."""
    found = texts(analyze(analyzer(sample()), KIND, "x", {**WRONG, hidden: UNKNOWN}))
    assert {text.partition(":")[0] for text in found} == {PATHS[key] for key in WRONG if key != hidden}


def test_skipped_checks_are_counted_once_for_the_pack() -> None:
    """All checks that wait are one advisory message, by resource and property with how many rules."""
    pack = analyzer(sample(), sample(Scope.STACK, "other"))
    half, whole = {**RIGHT, "key": UNKNOWN}, RIGHT
    assert not analyze(pack, KIND, "half", half) + analyze(pack, KIND, "whole", whole)
    (report,) = analyze_stack(pack, member(KIND, "half", half), member(KIND, "whole", whole))
    assert texts([report]) == ["2 checks not evaluated: half: key (2)"]
    assert (report.policyName, report.enforcementLevel) == (NOT_EVALUATED, analyzer_pb2.ADVISORY)
    assert not analyze_stack(pack, member(KIND, "whole", whole))


def test_a_resource_that_is_asked_about_twice_is_counted_once() -> None:
    """An engine that asks again, as it does for a replacement, makes no check wait twice."""
    pack = analyzer(sample())
    analyze(pack, KIND, "half", {**RIGHT, "key": UNKNOWN, "first": UNKNOWN})
    analyze(pack, KIND, "half", {**RIGHT, "key": UNKNOWN})
    assert texts(analyze_stack(pack)) == ["1 checks not evaluated: half: key (1)"]


def test_a_rule_is_silent_on_other_types() -> None:
    """A type that no rule checks has no findings, and each rule is listed as not applicable."""
    answer = analyzer(sample()).Analyze(request("aws:a/b:D", "x", {}), None)
    assert not answer.diagnostics
    assert [policy.policy_name for policy in answer.not_applicable] == ["sample"]


def test_an_edge_counts_while_its_value_is_unknown() -> None:
    """A key that is yet to be made satisfies a stack rule by its edge, and each finding names its resource."""
    reports = analyze_stack(
        analyzer(sample(Scope.STACK)),
        member("aws:kms/key:Key", "key", {}),
        member(KIND, "right", {**RIGHT, "key": UNKNOWN}, key=["key"]),
        member(KIND, "wrong", {"first": True, "nested": {"last": True}}),
    )
    assert [report.urn for report in reports] == ["urn:wrong"]


def test_a_stack_rule_checks_inputs_instead_of_outputs() -> None:
    """A key that was left out is found, although the provider answers with a key of AWS's."""
    pack = analyzer(sample(Scope.STACK))
    given = {"first": True, "nested": {"last": True}}
    assert not analyze(pack, KIND, "c", given)
    reports = analyze_stack(pack, member(KIND, "c", {**given, "key": "arn:aws:kms:eu-west-1:1:key/aws"}))
    assert [text.partition(":")[0] for text in texts(reports)] == ["key"]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"arn": "arn:x", "id": "x"}, "arn:x x"),
        ({"arn": UNKNOWN}, " "),
        ({"arn": secret("arn:x")}, "arn:x "),
        ({}, " "),
    ],
)
def test_a_stack_rule_sees_the_arn_and_id_that_aws_answered(answer: dict[str, Any], expected: str) -> None:
    """They are no properties, and are empty while they are not known."""

    def check(resource: Resource) -> Results:
        yield Finding("", f"{resource.arn} {resource.id}")
        assert resource["arn"].absent

    pack = analyzer(replace(sample(Scope.STACK), check=check))
    analyze(pack, KIND, "a", RIGHT)
    (text,) = texts(analyze_stack(pack, member(KIND, "a", RIGHT | answer)))
    assert f": {expected}. " in text


def test_a_cycle_of_edges_is_no_trouble() -> None:
    """Two resources that depend on each other are evaluated once each; an edge to nowhere is left out."""
    wrong = {**RIGHT, "first": False}
    reports = analyze_stack(
        analyzer(sample(Scope.STACK)),
        member(KIND, "a", wrong, key=["b", "gone"]),
        member(KIND, "b", wrong, key=["a"]),
    )
    assert [report.urn for report in reports] == ["urn:a", "urn:b"]


def test_a_rule_that_raises_hides_no_other_finding() -> None:
    """Its earlier findings stay, its fault is a finding with the location, and no value is reported."""

    def check(resource: Resource) -> Results:
        yield Finding("first", "is off")
        raise ValueError(resource["password"].text)

    pack = analyzer(sample(name="broken", check=check), sample())
    reports = analyze(pack, KIND, "x", {**RIGHT, "first": False, "password": "hunter2"})
    assert [report.policyName for report in reports] == ["broken", "broken", "sample"]
    assert "the rule raised ValueError at test_server.py:" in texts(reports)[1]
    assert "hunter2" not in repr(reports)


def test_policies_have_the_metadata_of_their_rules() -> None:
    """Each rule is one policy with its id, texts, severity, references and kind."""
    info, *_ = analyzer(sample()).GetAnalyzerInfo(None, None).policies
    assert (info.name, info.description, info.displayName) == ("sample", "A sample.", "Sample")
    assert (info.severity, info.policy_type) == (analyzer_pb2.POLICY_SEVERITY_LOW, analyzer_pb2.POLICY_TYPE_RESOURCE)
    assert info.framework.reference == "A.1"
    assert list(info.tags) == ["security-hub:A.1", "checkov:CKV_1"]
    assert (info.remediation_steps, info.url) == ("Switch it on", "https://example.com")


def test_every_rule_of_a_pack_becomes_a_policy(pack: str) -> None:
    """The engine gets every rule."""
    rules = packs.rules(pack)
    served = Analyzer(Pack(pack, pack, rules)).GetAnalyzerInfo(None, None)
    assert [*(rule.id for rule in rules), *BUILT_IN] == [policy.name for policy in served.policies]
    assert list(BUILT_IN) == [SETTINGS, SUPPRESSIONS, NOT_EVALUATED]


def _remediated(pack: Analyzer, properties: dict[str, Any]) -> list[Any]:
    return [given.properties for given in pack.Remediate(request(KIND, "x", properties), None).remediations]


def test_remediations_are_off_by_default() -> None:
    """Nothing is corrected by default, all that can be by `remediate`, and one rule by Pulumi's own level."""
    pack = analyzer(sample())
    wrong, right = {**RIGHT, "first": False}, struct(RIGHT)
    assert _remediated(pack, wrong) == []
    configure(pack, remediate=True)
    assert _remediated(pack, wrong) == [right]
    configure(pack, {"sample": "remediate"})
    assert _remediated(pack, wrong) == [right]
    configure(pack, {"sample": "disabled"}, remediate=True)
    assert _remediated(pack, wrong) == []


def test_a_remediation_changes_nothing_that_is_correct_or_suppressed() -> None:
    """A resource without findings is left alone, as is one whose findings a team lives with."""
    pack = analyzer(sample())
    configure(pack, remediate=True)
    assert _remediated(pack, RIGHT) == []
    accepted = {"finding": "sample:first", "resource": "x", "reason": "a test", "expires": "2999-01-01"}
    configure(pack, remediate=True, suppressions=[accepted])
    assert _remediated(pack, {**RIGHT, "first": False}) == []


def test_a_remediation_that_raises_changes_nothing() -> None:
    """The rule still reports its finding."""

    def broken(properties: dict[str, Any]) -> dict[str, Any]:
        raise ValueError(properties)

    pack = analyzer(sample(remediate=broken))
    configure(pack, remediate=True)
    assert _remediated(pack, WRONG) == []
    assert len(analyze(pack, KIND, "x", WRONG)) == 3


def test_a_remediation_keeps_secrets_unknowns_and_assets() -> None:
    """Beside what it corrects everything goes back as it came, marks included, and what was secret stays so."""
    pack = analyzer(sample())
    configure(pack, remediate=True)
    archive = {"4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7", "path": "x.zip"}
    number = "3eeb2bf0-c639-47a8-9e75-3b44932eb421"
    given: dict[str, Any] = {
        "first": secret(False),  # noqa: FBT003 - a property's value
        "nested": secret({"last": False, "count": number, "also": secret("s")}),
        "key": number,
        "code": archive,
    }
    expected = {**given, "first": secret(True), "nested": secret({**given["nested"]["value"], "last": True})}  # noqa: FBT003
    assert _remediated(pack, given) == [struct(expected)]


def test_a_resource_of_the_cloud_control_api_is_evaluated_as_its_type() -> None:
    """Both kinds of rules see it, and the rules of other types are not applicable to it."""
    kind = "aws:kms/key:Key"
    found: dict[str, Any] = {"types": (kind,), "remediate": None, "check": _rotates}
    pack = analyzer(sample(**found), sample(Scope.STACK, "other", **found), sample(name="third"))
    inputs = {"typeName": "AWS::KMS::Key", "desiredState": '{"EnableKeyRotation": false}'}
    answer = pack.Analyze(request("aws:cloudcontrol/resource:Resource", "x", inputs), None)
    assert [report.policyName for report in answer.diagnostics] == ["sample"]
    assert [policy.policy_name for policy in answer.not_applicable] == ["third"]
    (report,) = analyze_stack(pack, member("aws:cloudcontrol/resource:Resource", "x", inputs))
    assert report.policyName == "other"


def _rotates(resource: Resource) -> Results:
    if resource["enableKeyRotation"].false:
        yield Finding("enableKeyRotation", "is off")
