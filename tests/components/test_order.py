"""The order in which an update makes resources: every rule of `ordering.py`, over every component, city and example."""

import dataclasses
import functools
import runpy
from collections import Counter

import pulumi
import pytest

from components import CityCell
from components.settings import settings_from
from local.paths import ROOT
from tests.components.conftest import configuration
from tests.components.contracts import CASE_IDS, CASES, built_case
from tests.components.ordering import RULES, Pair, Program, Rule
from tests.components.recording import ACCOUNT, record
from tests.policies import stacks

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)


@functools.cache
def city(stack: str) -> Program:
    """The reference city, with a lake."""
    settings = settings_from(configuration(stack) | {"citycell:lake": "true", "citycell:backups": "true"}, stack)
    layer = pulumi.AssetArchive({})
    args = settings.cell_args(ACCOUNT, layer, layer, layer, edge_prefix_list_id="pl-0")
    return Program(record(lambda: CityCell(settings.cell, args)).registrations)


@functools.cache
def example(name: str) -> Program:
    """A program of `examples/`."""
    for key in ("aws:region", f"{name}:owner"):
        pulumi.runtime.set_config(key, "eu-west-1")
    program = str(ROOT / "examples" / name / "__main__.py")
    with stacks._citycell():  # pyright: ignore[reportPrivateUsage]
        return Program(record(lambda: runpy.run_path(program, run_name="__main__")).registrations)


def broken(program: Program, rule: Rule) -> list[str]:
    """The pairs of a rule that do not hold."""
    return sorted({said(pair) for cell in program.cells() for pair in rule(cell) if not cell.holds(pair)})


def said(pair: Pair) -> str:
    """A pair in words."""
    item, needed = pair
    return f"{item.type.rsplit(':', 1)[-1]} {item.name} is not made after {needed.name}"


@each_rule
@pytest.mark.parametrize("stack", ["demo", "madrid"])
def test_a_city_is_made_in_order(stack: str, rule: Rule) -> None:
    """Pass the value of an output, or name the resource in `depends_on` or `after`."""
    assert broken(city(stack), rule) == []


@pytest.mark.parametrize("case", range(len(CASES)), ids=CASE_IDS)
def test_a_component_is_made_in_order(case: int) -> None:
    """Every set of arguments of every component."""
    program = Program(built_case(case).registrations)
    assert {rule.__name__: found for rule in RULES if (found := broken(program, rule))} == {}


@pytest.mark.parametrize("name", stacks.EXAMPLES)
def test_an_example_is_made_in_order(name: str) -> None:
    """Examples are copied, with their mistakes."""
    program = example(name)
    assert {rule.__name__: found for rule in RULES if (found := broken(program, rule))} == {}


@each_rule
def test_a_rule_can_fail(rule: Rule) -> None:
    """It finds pairs, and without any dependency none of them holds."""
    programs = [city("madrid"), *(Program(built_case(case).registrations) for case in range(len(CASES)))]
    found: Counter[bool] = Counter()
    for program in programs:
        bare = Program([dataclasses.replace(item, dependencies=frozenset()) for item in program.registrations])
        found.update(bare.holds(pair) for pair in rule(bare))
    assert set(found) == {False}
