"""A pack's configuration: levels, environments, knobs, acknowledgements; what is wrong with it is told, by name."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pulumi.runtime.proto import analyzer_pb2
from pulumi_policy import EnforcementLevel

from policies.engine.configuration import ACKNOWLEDGEMENTS, SETTINGS, Given, read
from policies.model import parameters as knobs
from policies.rule import Resource, Results, Scope
from policies.testing import UNKNOWN
from tests.policies.protocol import analyze, analyze_stack, configure, member, texts
from tests.policies.samples import KIND, RIGHT, Knobs, analyzer, sample

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
    """In production a finding stops, in dev it advises, and the level that Pulumi itself knows for a rule holds."""
    assert _levels(**settings) == expected


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"environment": "staging"}, "environment: is none of dev, production"),
        ({"environment": ["dev"]}, "environment: is none of dev, production"),
        ({"remediate": "yes"}, "remediate: has the wrong type; it takes true or false"),
        ({"mandatory": "sample"}, "mandatory: has the wrong type; it takes a list of rule ids"),
        ({"mandatory": ["simple"]}, "mandatory: there is no rule simple"),
        ({"enviroment": "dev"}, "enviroment: no such setting; there are environment, mandatory, remediate, "),
        ({"acknowledgements": {}}, "acknowledgements: has the wrong type; it takes a list of objects"),
        ({"acknowledgements": ["all"]}, "acknowledgements[0]: is no object"),
        ({"acknowledgements": [{**ACCEPTED, "until": "x"}]}, "acknowledgements[0]: until: no such key"),
        ({"acknowledgements": [{**ACCEPTED, "reason": " "}]}, "acknowledgements[0]: reason: is missing, empty"),
        ({"acknowledgements": [{**ACCEPTED, "expires": "2030-02-30"}]}, "acknowledgements[0]: expires: is no date"),
        ({"acknowledgements": [{**ACCEPTED, "expires": "20300228"}]}, "acknowledgements[0]: expires: is no date"),
        ({"acknowledgements": [{**ACCEPTED, "expires": 3}]}, "acknowledgements[0]: expires: is missing, empty"),
        ({"acknowledgements": [{**ACCEPTED, "finding": "simple:x"}]}, "finding: there is no rule simple"),
        ({"acknowledgements": [{**ACCEPTED, "finding": "sample"}]}, "finding: is not of the form rule:path"),
        ({"levels": {"simple": "advisory"}}, "simple: there is no such rule"),
    ],
)
def test_bad_configuration_is_a_finding_that_names_it(settings: dict[str, Any], told: str) -> None:
    """What is wrong is told with its place, as a mandatory finding, and findings of rules stay as they were."""
    pack = analyzer(sample())
    configure(pack, settings.pop("levels", None), **settings)
    assert len(analyze(pack, KIND, "x", WRONG)) == 1
    reports = analyze_stack(pack)
    assert [report.policyName for report in reports] == [SETTINGS]
    assert told in texts(reports)[0]
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
    configure(pack, {"elsewhere": "advisory"}, mandatory=["elsewhere"], acknowledgements=[accepted])
    assert analyze_stack(pack) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
_ENTRIES = st.lists(st.dictionaries(st.sampled_from([*ACCEPTED, "other"]), _JSON | st.sampled_from(["sample:x"])))


@settings(deadline=None)  # a busy machine is no fault of the configuration
@given(
    st.dictionaries(
        st.sampled_from(["environment", "remediate", "mandatory", "acknowledgements", "x"]), _JSON | _ENTRIES
    )
)
def test_no_configuration_makes_a_pack_fail(own: dict[str, Any]) -> None:
    """Whatever stands in the settings, they are read, and what could not be is told."""
    rule = sample(knobs=Knobs, check=_check_level)
    configured = read(
        {SETTINGS: Given(EnforcementLevel.MANDATORY, own), "sample": Given(EnforcementLevel.ADVISORY, own)}, [rule], []
    )
    assert bool(configured.problems) or set(own) <= {"environment", "remediate", "mandatory", "acknowledgements"}


def _check_level(resource: Resource, knobs: Knobs) -> Results:
    del resource, knobs
    yield from ()


@pytest.mark.parametrize(
    ("given_knobs", "lowest", "problems"),
    [
        ({}, 1, []),
        ({"lowest": 3.0}, 3, []),
        ({"lowest": 3.5}, 1, ["lowest: has the wrong type; it takes integer at least 0 and at most 9"]),
        ({"lowest": True}, 1, ["lowest: has the wrong type; it takes integer at least 0 and at most 9"]),
        ({"lowest": 10}, 1, ["lowest: is too large; it takes integer at least 0 and at most 9"]),
        ({"highest": 1}, 1, ["highest: no such knob; there are lowest"]),
    ],
)
def test_knobs_are_read_within_their_limits(given_knobs: dict[str, Any], lowest: int, problems: list[str]) -> None:
    """A knob takes what its default's type and limits allow; anything else is told and changes nothing."""
    assert knobs.read(Knobs, given_knobs) == (Knobs(lowest), problems)


def test_the_engine_gets_a_schema_of_the_knobs() -> None:
    """A rule's knobs are its policy's configuration, with defaults and limits."""
    info, *_ = analyzer(sample(knobs=Knobs, check=_check_level)).GetAnalyzerInfo(None, None).policies
    schema = dict(info.configSchema.properties["lowest"].items())
    assert schema == {"type": "integer", "description": "The lowest level.", "default": 1, "minimum": 0, "maximum": 9}


def _run(today: str, *entries: dict[str, Any], properties: dict[str, Any] = WRONG) -> tuple[list[str], list[str]]:
    """Texts about the resource, and about the stack."""
    pack = analyzer(sample(), clock=lambda: date.fromisoformat(today))
    configure(pack, acknowledgements=list(entries))
    found = texts(analyze(pack, KIND, "x", properties))
    return found, texts(analyze_stack(pack, member(KIND, "x", properties)))


@pytest.mark.parametrize(
    "changed",
    [{}, {"resource": "urn:*"}, {"resource": "?"}, {"finding": "sample:*"}, {"finding": "sample:fir?t"}],
)
def test_an_acknowledged_finding_is_not_reported(changed: dict[str, str]) -> None:
    """Until the end of its last day, by name or URN, by path or pattern."""
    assert _run("2030-06-30", {**ACCEPTED, **changed}) == ([], [])


def test_an_expired_acknowledgement_is_itself_a_finding() -> None:
    """The day after, the finding is back, and beside it stands what expired."""
    found, stack = _run("2030-07-01", ACCEPTED)
    assert found == ["first: is off. Switch it on [sample:first]"]
    (told,) = stack
    assert told.startswith("acknowledgements[0] (sample:first on x) expired on 2030-06-30: ")


@pytest.mark.parametrize("changed", [{"resource": "y"}, {"finding": "sample:key"}, {"finding": "sample:firs"}])
def test_an_acknowledgement_of_nothing_is_itself_a_finding(changed: dict[str, str]) -> None:
    """It covers nothing, and says so."""
    found, stack = _run("2030-01-01", {**ACCEPTED, **changed})
    assert len(found) == 1
    assert ["is about no finding: remove it" in text for text in stack] == [True]


def test_an_acknowledgement_waits_for_what_is_unknown() -> None:
    """While a check of its rule on its resource cannot be made, it may yet be about something."""
    _, stack = _run("2030-01-01", ACCEPTED, properties={**RIGHT, "first": UNKNOWN})
    assert stack == ["1 checks not evaluated: x: first (1)"]


def test_acknowledgements_hold_for_rules_over_the_stack() -> None:
    """The same entry works whatever the rule's scope."""
    pack = analyzer(sample(Scope.STACK), clock=lambda: date(2030, 1, 1))
    configure(pack, acknowledgements=[ACCEPTED])
    assert analyze_stack(pack, member(KIND, "x", WRONG)) == []
    assert [report.policyName for report in analyze_stack(pack)] == [ACKNOWLEDGEMENTS]
