"""Configuration of a pack: levels, environments, parameters, suppressions, and the errors in it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel

from policies.engine.configuration import SETTINGS, SUPPRESSIONS, PolicyConfig, read
from policies.model import parameters
from policies.rule import Resource, Results, Scope
from policies.testing import UNKNOWN
from tests.policies.protocol import analyze, analyze_stack, configure, member, texts
from tests.policies.samples import KIND, RIGHT, Parameters, analyzer, sample

WRONG = {**RIGHT, "first": False}
ACCEPTED = {"finding": "sample:first", "resource": "x", "reason": "until the move", "expires": "2030-06-30"}


def _levels(**settings: Any) -> list[int]:
    pack = analyzer(sample())
    configure(pack, settings.pop("levels", None), **settings)
    return [report.enforcementLevel for report in analyze(pack, KIND, "x", WRONG)]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, [analyzer_pb2.MANDATORY]),
        ({"environment": "production"}, [analyzer_pb2.MANDATORY]),
        ({"environment": "dev"}, [analyzer_pb2.ADVISORY]),
        ({"environment": "dev", "mandatory": ["sample"]}, [analyzer_pb2.MANDATORY]),
        ({"levels": {"sample": "advisory"}}, [analyzer_pb2.ADVISORY]),
        ({"levels": {"sample": "disabled"}}, []),
        ({"levels": {"sample": "disabled"}, "environment": "dev", "mandatory": ["sample"]}, []),
        ({"levels": {"sample": "remediate"}}, [analyzer_pb2.MANDATORY]),
        ({"levels": {"sample": "remediate"}, "environment": "dev"}, [analyzer_pb2.ADVISORY]),
    ],
)
def test_environment_and_level_decide_what_a_finding_does(settings: dict[str, Any], expected: list[int]) -> None:
    """A finding is an error in production and a warning in dev, unless Pulumi's configuration lowers the level."""
    assert _levels(**settings) == expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"environment": "staging"}, "environment: must be one of dev, production"),
        ({"environment": ["dev"]}, "environment: must be one of dev, production"),
        ({"remediate": "yes"}, "remediate: has the wrong type; use true or false"),
        ({"mandatory": "sample"}, "mandatory: has the wrong type; use a list of rule ids"),
        ({"mandatory": ["simple"]}, "mandatory: unknown rule simple"),
        ({"enviroment": "dev"}, "enviroment: unknown setting; use environment, mandatory, remediate, suppressions"),
        ({"suppressions": {}}, "suppressions: has the wrong type; use a list of objects"),
        ({"suppressions": ["all"]}, "suppressions[0]: is not an object"),
        ({"suppressions": [{**ACCEPTED, "until": "x"}]}, "suppressions[0]: until: unknown key"),
        ({"suppressions": [{**ACCEPTED, "reason": " "}]}, "suppressions[0]: reason: is missing, empty"),
        ({"suppressions": [{**ACCEPTED, "expires": "2030-02-30"}]}, "suppressions[0]: expires: must be a date"),
        ({"suppressions": [{**ACCEPTED, "expires": "20300228"}]}, "suppressions[0]: expires: must be a date"),
        ({"suppressions": [{**ACCEPTED, "expires": 3}]}, "suppressions[0]: expires: is missing, empty"),
        ({"suppressions": [{**ACCEPTED, "finding": "simple:x"}]}, "finding: unknown rule simple"),
        ({"suppressions": [{**ACCEPTED, "finding": "sample"}]}, "finding: must have the form rule:path"),
        ({"levels": {"simple": "advisory"}}, "simple: unknown rule"),
    ],
)
def test_invalid_configuration_is_a_finding(settings: dict[str, Any], expected: str) -> None:
    """Each error is a mandatory finding that says where it is, and the findings of rules do not change."""
    pack = analyzer(sample())
    configure(pack, settings.pop("levels", None), **settings)
    assert len(analyze(pack, KIND, "x", WRONG)) == 1
    reports = analyze_stack(pack)
    assert [report.policyName for report in reports] == [SETTINGS]
    assert expected in texts(reports)[0]
    assert reports[0].enforcementLevel == analyzer_pb2.MANDATORY


def test_the_level_of_all_is_no_rule() -> None:
    """The engine hands it over beside the policies that it is for."""
    pack = analyzer(sample())
    configure(pack, {"all": "mandatory"})
    assert analyze_stack(pack) == []


def test_rules_of_other_packs_may_be_named() -> None:
    """One file configures all packs: what another pack knows is no mistake here."""
    pack = analyzer(sample())
    accepted = {**ACCEPTED, "finding": "elsewhere:first"}
    configure(pack, {"elsewhere": "advisory"}, mandatory=["elsewhere"], suppressions=[accepted])
    assert analyze_stack(pack) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_ENTRIES = st.lists(st.dictionaries(st.sampled_from([*ACCEPTED, "other"]), _JSON | st.sampled_from(["sample:x"])))


@settings(deadline=None)  # a busy machine may be slow
@given(
    st.dictionaries(st.sampled_from(["environment", "remediate", "mandatory", "suppressions", "x"]), _JSON | _ENTRIES)
)
def test_no_configuration_makes_a_pack_fail(own: dict[str, Any]) -> None:
    """Any settings can be read, and every invalid one is an error."""
    rule = sample(parameters=Parameters, check=_check_level)
    configured = read(
        {
            SETTINGS: PolicyConfig(EnforcementLevel.MANDATORY, own),
            "sample": PolicyConfig(EnforcementLevel.ADVISORY, own),
        },
        [rule],
        [],
    )
    assert bool(configured.errors) or set(own) <= {"environment", "remediate", "mandatory", "suppressions"}


def _check_level(resource: Resource, parameters: Parameters) -> Results:
    del resource, parameters
    yield from ()


@pytest.mark.parametrize(
    ("given_parameters", "lowest", "errors"),
    [
        ({}, 1, []),
        ({"lowest": 3.0}, 3, []),
        ({"lowest": 3.5}, 1, ["lowest: has the wrong type; use an integer of at least 0 and at most 9"]),
        ({"lowest": True}, 1, ["lowest: has the wrong type; use an integer of at least 0 and at most 9"]),
        ({"lowest": 10}, 1, ["lowest: is too large; use an integer of at least 0 and at most 9"]),
        ({"highest": 1}, 1, ["highest: unknown parameter; use lowest"]),
    ],
)
def test_parameters_are_read_within_their_limits(
    given_parameters: dict[str, Any], lowest: int, errors: list[str]
) -> None:
    """A parameter accepts the type and the limits of its definition; any other value is an error and is ignored."""
    assert parameters.read(Parameters, given_parameters) == (Parameters(lowest), errors)


def test_the_engine_gets_a_schema_of_the_parameters() -> None:
    """A rule's parameters are the configuration of its policy, with defaults and limits."""
    info, *_ = analyzer(sample(parameters=Parameters, check=_check_level)).GetAnalyzerInfo(None, None).policies
    schema = dict(info.configSchema.properties["lowest"].items())
    assert schema == {"type": "integer", "description": "The lowest level.", "default": 1, "minimum": 0, "maximum": 9}


def _run(today: str, *entries: dict[str, Any], properties: dict[str, Any] = WRONG) -> tuple[list[str], list[str]]:
    """Texts about the resource, and about the stack."""
    pack = analyzer(sample(), clock=lambda: date.fromisoformat(today))
    configure(pack, suppressions=list(entries))
    found = texts(analyze(pack, KIND, "x", properties))
    return found, texts(analyze_stack(pack, member(KIND, "x", properties)))


@pytest.mark.parametrize(
    "changed",
    [{}, {"resource": "urn:*"}, {"resource": "?"}, {"finding": "sample:*"}, {"finding": "sample:fir?t"}],
)
def test_a_suppressed_finding_is_not_reported(changed: dict[str, str]) -> None:
    """It is suppressed until the end of the last day, by name or URN, by path or pattern."""
    assert _run("2030-06-30", {**ACCEPTED, **changed}) == ([], [])


def test_an_expired_suppression_is_a_finding() -> None:
    """On the day after, both the finding and the expired suppression are reported."""
    found, stack = _run("2030-07-01", ACCEPTED)
    assert found == ["first: is off. Switch it on [sample:first]"]
    (expired,) = stack
    assert expired.startswith("suppressions[0] (sample:first on x) expired on 2030-06-30: fix the finding")


@pytest.mark.parametrize("changed", [{"resource": "y"}, {"finding": "sample:key"}, {"finding": "sample:firs"}])
def test_an_unused_suppression_is_a_finding(changed: dict[str, str]) -> None:
    """It suppresses nothing and is reported."""
    found, stack = _run("2030-01-01", {**ACCEPTED, **changed})
    assert len(found) == 1
    assert ["matches no finding: remove it" in text for text in stack] == [True]


def test_a_suppression_of_a_check_not_evaluated_counts_as_used() -> None:
    """It may match a finding after the update."""
    _, stack = _run("2030-01-01", ACCEPTED, properties={**RIGHT, "first": UNKNOWN})
    assert stack == ["1 checks not evaluated: x: first (1)"]


@pytest.mark.parametrize("level", ["mandatory", "advisory"])
def test_the_former_name_of_suppressions_is_read(level: str) -> None:
    """`acknowledgements` still works as a setting, and as a policy for its level."""
    pack = analyzer(sample(), clock=lambda: date(2030, 1, 1))
    configure(pack, {"acknowledgements": level}, acknowledgements=[ACCEPTED, {**ACCEPTED, "resource": "y"}])
    assert analyze(pack, KIND, "x", WRONG) == []
    (unused,) = analyze_stack(pack)
    assert (unused.policyName, unused.enforcementLevel) == (SUPPRESSIONS, getattr(analyzer_pb2, level.upper()))
    assert texts([unused])[0].startswith("acknowledgements[1] (sample:first on y) matches no finding")


def test_suppressions_apply_to_stack_rules() -> None:
    """An entry works for both scopes of rules."""
    pack = analyzer(sample(Scope.STACK), clock=lambda: date(2030, 1, 1))
    configure(pack, suppressions=[ACCEPTED])
    assert analyze_stack(pack, member(KIND, "x", WRONG)) == []
    assert [report.policyName for report in analyze_stack(pack)] == [SUPPRESSIONS]
