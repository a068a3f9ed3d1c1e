"""`docs/changes.md`, written from the tables of changes: `python -m tests.engine.changes_page`."""

from components.core.changes import Change, Effect, changes
from local.paths import ROOT

PAGE = ROOT / "docs" / "changes.md"

HEAD = """# What changing an argument does

Written by `python -m tests.engine.changes_page` from `components/*/changes.toml`; `tests/engine/test_changes.py` tries
every row on the engine. **Replace** makes a new resource in place of the old one, whose data is gone unless it is moved
first; in a cell that is kept, the old one is protected, so the update stops and says so. Whatever is not listed reaches
no child that holds data. An input's name links to the page that says what it does.
"""

WORDS = {Effect.UPDATE: "update", Effect.REPLACE: "**replace**"}


def text() -> str:
    """The whole page."""
    components = dict.fromkeys(change.component for change in changes())
    return "\n".join([HEAD, *(_section(component) for component in components)])


def _section(component: str) -> str:
    rows = [_row(change) for change in changes() if change.component == component]
    head = ["| argument | child | input | effect |", "|---|---|---|---|"]
    return "\n".join([f"## {component}", "", *head, *rows, ""])


def _row(change: Change) -> str:
    kind = change.type.token.rsplit(":", 1)[-1]
    argument, child = f"`{change.argument}`", f"`{change.child}` ({kind})"
    return f"| {argument} | {child} | [`{change.path}`]({change.type.source}) | {WORDS[change.effect]} |"


if __name__ == "__main__":
    PAGE.write_text(text())
