"""Proof by mutation: what is right has no finding, and each bad value put into it is found by its own rule."""

import json

import pytest

from tests.policies import campaign
from tests.policies.controls_page import RESULT
from tests.policies.exemptions import EXEMPTIONS
from tests.policies.stacks import CITIES, EXAMPLES, city, evaluated, example, rules


@pytest.mark.parametrize("name", CITIES)
def test_the_city_as_it_is_has_no_finding(name: str) -> None:
    """Every pack with nothing configured says nothing of the reference city."""
    assert set() == evaluated(city(name).members)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_finding(name: str) -> None:
    """What readers copy passes every pack with nothing configured."""
    assert set() == evaluated(example(name).members)


def test_every_mutant_of_the_city_is_caught() -> None:
    """Each bad value in the demo city, and in right cases of rules whose types it has not, is found by its own rule."""
    done = campaign.campaign([city("demo")])
    assert done.missed == []
    assert done.untried == []
    assert done.mutants == done.caught


@pytest.mark.slow
def test_every_mutant_of_everything_is_caught() -> None:
    """So it is in both cities, in every example and in every component; no exemption is of nothing."""
    done = campaign.campaign(campaign.everything())
    assert {fault: [] for fault in done.faults} == done.faults
    assert json.loads(RESULT.read_text(encoding="utf-8"))["of_right_cases"] == dict(done.right)


def test_a_campaign_of_nothing_proves_nothing() -> None:
    """Without stacks each exemption is of nothing; without mutants each rule is untried."""
    assert len(campaign.Campaign().faults["unused"]) == len(EXEMPTIONS)
    assert campaign.Campaign().faults["untried"] == sorted(rule.id for rule in rules())


def test_an_exemption_is_of_a_rule_and_says_why() -> None:
    """What is rightly not found names a rule that there is, and its reason."""
    assert {exemption.rule for exemption in EXEMPTIONS} <= {rule.id for rule in rules()}
    assert all(exemption.reason for exemption in EXEMPTIONS)
