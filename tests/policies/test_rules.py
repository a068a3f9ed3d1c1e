"""Every rule against its table: what passes, what fails and where, and what must wait for the update."""

from policies.rule import Rule
from policies.testing import Cases, findings, skipped


def test_rule_is_silent_on_what_is_right(rule: Rule, cases: Cases) -> None:
    """A resource that is right gives no finding and nothing to wait for."""
    for case in cases.passes:
        assert (findings(rule, case), skipped(rule, case)) == ([], []), case


def test_rule_finds_what_is_wrong_at_its_property(rule: Rule, cases: Cases) -> None:
    """A resource that is wrong gives a finding at each wrong property and nowhere else."""
    for case in cases.fails:
        assert sorted(case.at) == findings(rule, case), case


def test_rule_waits_for_what_is_unknown(rule: Rule, cases: Cases) -> None:
    """A value that only the update knows makes exactly its check wait, and is no finding."""
    for case in cases.unknown:
        assert (sorted(case.at), []) == (skipped(rule, case), findings(rule, case)), case
