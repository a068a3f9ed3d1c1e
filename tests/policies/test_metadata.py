"""What every rule must know of itself, and every rule's table must hold."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from policies import packs
from policies.catalogue import controls
from policies.model.tokens import canonical
from policies.rule import Reference, Rule, Scope, Severity
from policies.testing import Cases

_ROOM = Path(packs.__file__).parent
_REFUSED_BY_TYPE = {"long-lived-key"}
"""Rules whose finding is that the resource exists at all: there is nothing that could pass or be unknown."""

_HUB: dict[str, dict[str, Any]] = json.loads(Path(__file__).with_name("security_hub.json").read_text(encoding="utf-8"))
"""Of each Security Hub control that is named: its severity, and whether the standard PCI DSS v4.0.1 has it.

AWS says so at https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html; read in
November 2026 from https://github.com/iainelder/security-hub-controls at 013569b, which follows that page.
"""
_STRICTER = {
    "database-master": "a password in the program is a secret in plain text, as ECS.8 (HIGH) finds it in a task",
    "long-lived-key": "IAM.2 minds only where a user's rights come from; a key that leaks works until someone sees it",
    "route-authorizer": "an open route lets in whom an unsigned function URL lets in, which is CRITICAL by Lambda.1",
    "service-wildcard": "one of the services is iam, and iam:* is full administration, HIGH by IAM.1",
}
"""Rules that are more severe than Security Hub, and why."""
_HUB_PAGES = "https://docs.aws.amazon.com/securityhub/latest/userguide/"
_READ_AT = {"log-retention": "CloudWatch.16"}
"""Rules whose page is of a control that they are not known as: they ask less than it does."""


def test_rule_is_told_to_persons_and_auditors(rule: Rule) -> None:
    """A rule has texts in the form that the report puts together, a page to read, and types to look at."""
    texts = (rule.title, rule.description, rule.remediation)
    assert all(texts)
    assert rule.title[0].isupper()
    assert not rule.title.endswith(".")
    assert rule.description.endswith(".")
    assert not rule.remediation.endswith(".")
    assert rule.url.startswith("https://")
    types = list(rule.types)
    assert types
    assert sorted(set(types)) == sorted(types)
    assert all(kind.startswith("aws:") and kind.count(":") == 2 for kind in types)


def test_rule_names_each_type_by_the_token_that_rules_know(rule: Rule) -> None:
    """Another token of the provider for the same type is never a resource's, so that a row for it would be dead."""
    assert [canonical(kind) for kind in rule.types] == [*rule.types]


def test_rule_lives_in_the_module_of_its_id(pack: str, rule: Rule) -> None:
    """A rule is found by its id in the tree, and its docstrings say what it looks for."""
    module = _ROOM / pack / "rules" / f"{rule.id.replace('-', '_')}.py"
    assert module.is_file()
    assert (rule.check.__doc__ or "").startswith("A finding on ")


def test_rule_has_a_whole_table(rule: Rule, cases: Cases) -> None:
    """A rule is shown passing, failing and waiting; each case that should fail or wait says where."""
    assert cases.fails
    if rule.id not in _REFUSED_BY_TYPE:
        assert cases.passes
        assert cases.unknown
    assert all(case.at for case in (*cases.fails, *cases.unknown))


def test_rule_that_reads_edges_sees_them(rule: Rule, cases: Cases) -> None:
    """A case with edges belongs to a rule that the runner calls with the whole stack."""
    linked = [case for case in (*cases.passes, *cases.fails, *cases.unknown) if case.edges or case.users]
    assert rule.scope is Scope.STACK or not linked


def test_rule_enforces_controls_of_its_types(rule: Rule) -> None:
    """Each control that a rule claims is in the catalogue, is about one of its types, and each once."""
    claimed = [controls()[control] for control in rule.controls]
    assert len(set(rule.controls)) == len(claimed)
    assert all(set(control.types) & set(rule.types) for control in claimed)
    assert rule.references is None or set(rule.references.tags()) != set(Reference.of(claimed).tags())


def test_rule_is_as_severe_as_security_hub(rule: Rule) -> None:
    """A rule has the highest severity of its Security Hub controls, or a higher one with a reason."""
    ladder = list(Severity)
    known = [ladder.index(Severity[_HUB[control]["severity"]]) for control in rule.known_as().security_hub]
    own = ladder.index(rule.severity)
    if rule.id in _STRICTER:
        assert own > max(known)
    else:
        assert own == max(known, default=own)


def test_rule_leads_to_a_control_of_its_own(rule: Rule) -> None:
    """A link to Security Hub ends at one of the rule's controls, on the page of its service."""
    if rule.url.startswith(_HUB_PAGES):
        own = (*rule.known_as().security_hub, *filter(None, [_READ_AT.get(rule.id)]))
        assert rule.url in {_hub_page(control) for control in own}


def _hub_page(control: str) -> str:
    service, number = control.lower().split(".")
    return f"{_HUB_PAGES}{service}-controls.html#{service}-{number}"


def test_named_security_hub_controls_exist() -> None:
    """The table holds what rules and catalogue name, and nothing else; so do the lists of exceptions."""
    rules = {rule.id: rule for pack in packs.names() for rule in packs.rules(pack)}
    by_rules = {name for rule in rules.values() for name in rule.known_as().security_hub}
    by_catalogue = {name for control in controls().values() for name in control.security_hub}
    assert by_rules | by_catalogue | {*_READ_AT.values()} == {*_HUB}
    assert {*_STRICTER, *_READ_AT} <= {*rules}


def test_pci_controls_are_those_of_security_hub() -> None:
    """Control and rule are in PCI DSS by those of their Security Hub ids that the standard has."""
    rules = [rule.known_as() for pack in packs.names() for rule in packs.rules(pack)]
    for known in (*controls().values(), *rules):
        assert {name for name in known.security_hub if _HUB[name]["pci"]} == {*known.pci}


def test_the_catalogue_is_whole() -> None:
    """Every control has a text and types, and its id says its place in its section."""
    numbers: Counter[str] = Counter()
    for control in controls().values():
        numbers[control.id[0]] += 1
        assert f"{control.id[0]}{numbers[control.id[0]]}" == control.id
        assert control.text
        assert control.types
    assert numbers.total() >= 167


def test_every_table_belongs_to_a_rule(pack: str) -> None:
    """No table outlives its rule."""
    tables = {path.stem for path in (Path(__file__).parent / "cases" / pack).glob("*.py")}
    assert {rule.id.replace("-", "_") for rule in packs.rules(pack)} == tables


def test_rule_ids_are_unique_over_all_packs() -> None:
    """An id names one rule, whatever packs run together."""
    ids = [rule.id for pack in packs.names() for rule in packs.rules(pack)]
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.parametrize("name", ["encryption", "iam"])
def test_packs_are_found_by_their_settings(name: str) -> None:
    """A folder with settings is a pack, with at least ten rules."""
    assert name in packs.names()
    assert len(packs.rules(name)) >= 10
