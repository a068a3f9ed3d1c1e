"""Prose uses the field's words: docstrings and comments of the modules, and the pages of documentation."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.syntax import ROOT, parse, relative_to_root

FOLDERS = ("components", "policies", "delivery", "lambdas", "services", "local", "bench")
PAGES = [*(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")), *ROOT.glob("docs/**/*.md")]
MODULES = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py") if ".citycell" not in path.parts]

STANDARD: dict[str, str] = {
    r"knobs?": "parameter",
    r"misfits?": "type error",
    r"wardens?": "watchdog",
    r"afresh|anew": "again, clean",
    r"(is|are|was|were) told": "arguments, environment or settings of",
    r"of (ours|one's own)": "customer managed, custom",
    r"somebody|anybody|whoever": "someone, a principal, anyone who",
    r"nobody": "no one",
    r"what stands|stand(s|ing)? anyway": "existing resources",
    r"(a|each|every|of the|other|this) rooms?": "package, folder",
    r"acknowledgements?": "suppression",
    r"doors? (of|to) (a |the )?(components?|api|gateway|cell|module)s?": "validation, client, listener, gateway",
    r"(ports|front|entrance) doors?": "listener, gateway",
    r"remed(y|ies)": "remediation",
    r"judg(e|es|ed|ing)": "evaluate, evaluation",
    r"for ever": "forever",
}
"""Private words as patterns, and the standard words to write in their place."""

PATTERNS = {
    re.compile(rf"\b({words})\b".replace(" ", r"\s+"), re.IGNORECASE): standard for words, standard in STANDARD.items()
}
"""Compiled; a line break is a space."""

ALLOWED: tuple[tuple[str, str], ...] = (
    ("policies/", "knob"),
    ("policies/", "acknowledgement"),
    ("CHANGELOG.md", "knob"),
    ("CHANGELOG.md", "acknowledgement"),
    ("docs/policies.md", "acknowledgement"),
    ("local/backing_services/postgres.py", "nobody"),
    # Kafka acknowledges records.
    ("local/functions/", "acknowledgement"),
    ("services/common/kafka.py", "acknowledgement"),
)
"""Beginning of a path and of a word: former names that are kept for one release, and names of other projects."""


def prose(path: Path) -> Iterator[tuple[int, str]]:
    """Texts with the number of their first line: the page, or docstrings and comments of the module."""
    text = path.read_text()
    if path.suffix == ".md":
        yield 1, text
        return
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def private_words(path: Path) -> Iterator[str]:
    """Each private word of a file with its line and the standard word."""
    where = relative_to_root(path)
    for first, text in prose(path):
        for pattern, standard in PATTERNS.items():
            for match in pattern.finditer(text):
                line, word = first + text[: match.start()].count("\n"), match[0].lower()
                if not any(where.startswith(beginning) and word.startswith(former) for beginning, former in ALLOWED):
                    yield f"{where}:{line}: {match[0]!r}: write {standard}"


@pytest.mark.parametrize("path", [*MODULES, *PAGES], ids=relative_to_root)
def test_prose_uses_standard_words(path: Path) -> None:
    """Write the standard word, or add a former name that is kept to ALLOWED."""
    assert list(private_words(path)) == []


def test_private_words_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table works in docstrings, comments and pages, also over a line break, and strings stay free."""
    monkeypatch.setattr("tests.house.syntax.ROOT", tmp_path)
    module, page = tmp_path / "module.py", tmp_path / "page.md"
    module.write_text('"""A knob."""\n\nNAME = "nobody"  # made afresh\n')
    page.write_text("# A page\n\nWhat a function is\ntold.\n")
    assert [line.split(": write")[0] for path in (module, page) for line in private_words(path)] == [
        "module.py:1: 'knob'",
        "module.py:3: 'afresh'",
        "page.md:3: 'is\\ntold'",
    ]
