"""Runs a test once for each rule or each pack that it asks for."""

import pytest

from policies import packs
from policies.rule import Rule
from policies.testing import Cases
from tests.policies.tables import load


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests with an argument `rule` run once for each rule, those with `pack` alone once for each pack."""
    names = [name for name in ("pack", "rule") if name in metafunc.fixturenames]
    if "rule" in names:
        listed = [(pack, rule) for pack in packs.names() for rule in packs.rules(pack)]
        values = listed if "pack" in names else [(rule,) for _, rule in listed]
        metafunc.parametrize(names, values, ids=[f"{pack}/{rule.id}" for pack, rule in listed])
    elif names:
        metafunc.parametrize("pack", packs.names())


@pytest.fixture
def cases(pack: str, rule: Rule) -> Cases:
    """The table of the rule under test."""
    return load(pack, rule)
