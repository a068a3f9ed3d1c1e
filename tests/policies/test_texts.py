"""The texts of the rules: one pattern per kind of text, and the words of the field."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from policies import packs
from policies.rule import Finding, Rule
from policies.testing import Cases, evaluate

_RULES = Path(packs.__file__).parent
_MODULES = sorted(_RULES.glob("*/rules/*.py"))

_IMPERATIVES = (
    *("Add", "Allow", "Attach", "Deny", "Enable", "In", "Leave", "Let", "List", "Move", "Name", "Pass", "Remove"),
    *("Restrict", "Set", "Use", "Write"),
)
"""First words of a remediation; `In` names the property whose fields are set."""

_REPLACED = {
    r"of (ours|one's own)|key of AWS": "customer managed, custom, AWS managed",
    r"somebody|anybody|nobody|whoever": "a principal, any principal that, no one, someone",
    r"knobs?": "parameter",
    r"acknowledge(s|ment|ments)": "suppression",
    r"judge(s|d)?|judging": "evaluate",
    r"remed(y|ies|ied)": "remediation",
    r"told|is said|what stands|stands": "say what is set",
    r"the world": "the internet",
    r"for ever": "forever",
    r"is off|is on|left out": "is not enabled, is true, is not set",
    r"plain HTTP": "unencrypted HTTP",
}
"""Expressions that a rule does not use, and what to write in their place."""


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """Comments and strings of a module with their lines, without the expressions in f-strings."""
    kinds = {tokenize.COMMENT, tokenize.STRING}
    with path.open(encoding="utf-8") as lines:
        for token in tokenize.generate_tokens(io.StringIO(lines.read()).readline):
            if token.type in kinds and " " in token.string:
                yield token.start[0], re.sub(r"\{[^}]*\}", "", token.string)


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: f"{path.parent.parent.name}/{path.stem}")
def test_rule_uses_the_words_of_the_field(path: Path) -> None:
    """Texts, docstrings and comments of rules have no expression that a native reader stumbles over."""
    for line, text in _prose(path):
        for pattern, better in _REPLACED.items():
            found = re.search(rf"\b({pattern})\b", text, re.IGNORECASE)
            assert found is None, f"{path.name}:{line}: {found and found[0]!r}: write {better}"


def test_title_is_a_requirement(rule: Rule) -> None:
    """A title says in the present tense what holds, such as `S3 buckets block public access`."""
    assert not re.match(r"(No|Never|Not|Avoid|Ensure|Do)\b", rule.title), f"{rule.id}: begin with the resources"
    assert not re.search(r"\b(should|must|may|shall)\b", rule.title), f"{rule.id}: use the present tense"
    assert not re.search(r"[;:] ", rule.title), f"{rule.id}: one main clause without colon"


def test_description_and_remediation_have_their_form(rule: Rule) -> None:
    """A description has short sentences; a remediation begins with an imperative."""
    assert rule.remediation.split()[0] in _IMPERATIVES, f"{rule.id}: begin with one of {', '.join(_IMPERATIVES)}"
    for sentence in re.split(r"\. ", rule.description):
        assert len(sentence.split()) <= 35, f"{rule.id}: split the sentence {sentence!r}"


def test_finding_is_a_predicate(rule: Rule, cases: Cases) -> None:
    """A finding goes on after a property path and before the remediation: no capital, no full stop."""
    for result in (result for case in cases.fails for result in evaluate(rule, case)):
        if isinstance(result, Finding):
            assert result.reason[0].islower(), f"{rule.id}: {result.reason!r}: begin with a verb"
            assert not result.reason.endswith("."), f"{rule.id}: {result.reason!r}: leave the full stop out"
