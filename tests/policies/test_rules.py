"""Every rule against its table: what passes, what fails and where, and what must wait for the update."""

from dataclasses import replace
from typing import Any

import pytest

from policies.rule import Rule, knob, parameter
from policies.testing import Case, Cases, findings, skipped
from tests.policies.samples import KIND, Parameters, sample


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


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"types": KIND}, r"sample: types is the string 'aws:a/b:C'; write \('aws:a/b:C',\)"),
        ({"types": ()}, "sample: types is empty"),
        ({"types": (KIND, "aws_kms_key")}, "sample: type 'aws_kms_key' must be like aws:kms/key:Key"),
        ({"types": ("",)}, "sample: type '' must be like"),
        ({"id": "Log_Retention"}, "id 'Log_Retention': must be like log-retention"),
        ({"id": ""}, "id '': must be like"),
    ],
)
def test_a_rule_that_would_never_run_is_an_error(given: dict[str, Any], expected: str) -> None:
    """The error has the value and the correct form; a case of another type is an error too."""
    with pytest.raises(ValueError, match=f"^{expected}"):
        sample(**given)
    with pytest.raises(
        ValueError, match="sample: the case has type 'aws:a/b:D'; use one of the rule's types: aws:a/b:C"
    ):
        findings(sample(), Case(properties={}, type="aws:a/b:D"))


def test_the_former_name_of_parameters_is_read() -> None:
    """`knob` and `Rule(knobs=...)` still work, and `dataclasses.replace` keeps the parameters."""
    rule = sample(knobs=Parameters)
    assert knob is parameter
    assert (rule.parameters, replace(rule, id="other").parameters) == (Parameters, Parameters)
