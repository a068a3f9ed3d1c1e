"""`docs/changes.md`, written from the tables of changes: `python -m tests.engine.changes_page`."""

from components.core.changes import Change, Effect, changes
from local.paths import ROOT

PAGE = ROOT / "docs" / "changes.md"

HEAD = """# What changing an argument does

Written by `python -m tests.engine.changes_page` from `components/*/changes.toml`; `tests/engine/test_changes.py` tries
every row on the engine. **Replace** makes a new resource in place of the old one, whose data is gone unless it is moved
first; in a cell that is kept, the old one is protected, so the update stops and says so. Whatever is not listed reaches
no child that holds data, except `cell`, `region`, `account_id` and `name_suffix` of every component: names contain
them, so their change replaces everything. An input's name links to the page that says what it does.

Some inputs take effect only through another step, which follows in the same update: a deployment and its stage for a
part of the WebSocket API, a revision for a task definition or the brokers' settings, a version for a layer
(`tests/engine/test_deployments.py`). A static parameter of a database or a cache is the exception: it waits for the
next restart of the instances or nodes, which no update makes.

Capacity of scaled tables and indexes, counts of scaled services, sizes of volumes that grow, and versions to which AWS
upgrades are left as they are (`tests/engine/test_scaling.py`): an update does not reset them, also after a refresh.
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
