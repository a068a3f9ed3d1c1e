"""Messages of findings: what is written is read back."""

from hypothesis import given
from hypothesis import strategies as st

from policies.check import finding_text

_RULES = st.from_regex(r"[a-z][a-z0-9-]{0,20}", fullmatch=True)
_LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=30)
_PATHS = st.from_regex(r"([A-Za-z][\w-]{0,8}(\[\d\])?\.?){0,4}", fullmatch=True)


@given(_RULES, _PATHS, _LINES, _LINES, _LINES)
def test_a_finding_is_read_as_it_was_written(
    rule: str, path: str, description: str, reason: str, remediation: str
) -> None:
    """The path comes back, and the text without the description and the id."""
    line = finding_text.line(rule, path, "aws:a/b:C", reason, remediation)
    text, found = finding_text.read(finding_text.write(description, line), rule)
    assert found == path
    assert text == f"{path or 'aws:a/b:C'}: {reason}. {remediation}".strip()


def test_a_path_may_have_brackets_and_colons() -> None:
    """Keys of properties may be any text."""
    path = "policy.Statement[0].Condition.StringEquals.aws:ResourceTag/a]"
    line = finding_text.line("one-rule", path, "t", "is wrong", "Fix it")
    assert finding_text.read(finding_text.write("About.", line), "one-rule") == (f"{path}: is wrong. Fix it", path)


def test_an_id_of_another_rule_is_text() -> None:
    """The id must be that of the policy that the engine reports."""
    assert finding_text.read("About.\nsee [other:page]", "one-rule") == ("see [other:page]", "")
    assert finding_text.read("no description", "one-rule") == ("no description", "")


def test_a_suppression_names_a_finding_by_its_id() -> None:
    """The id is the rule and the path."""
    assert finding_text.finding_id("one-rule", "tags.cell") == "one-rule:tags.cell"
