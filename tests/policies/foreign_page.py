"""`docs/foreign-stacks.md`, written from what the packs say of others' stacks: `python -m tests.policies.foreign_page`.

Each program of `examples/foreign/` goes up on the loopback provider with every rule advisory, so that what a preview
cannot know is evaluated too.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from local.paths import ROOT
from local.provider.server import serving
from policies import packs
from tests.policies.engine_runs import Run, Runner

PAGE = ROOT / "docs" / "foreign-stacks.md"
PROGRAMS = ROOT / "examples" / "foreign"
NAMES = sorted(path.parent.name for path in PROGRAMS.glob("*/Pulumi.yaml"))

HEAD = """# What the packs find in stacks of others

Written by `python -m tests.policies.foreign_page`: the programs of `examples/foreign/`, which use none of our
components, go up on the real engine against the loopback provider with all packs, every rule advisory. A resource may
have several findings of one rule, each at its own place.
"""


def run(name: str, folder: Path) -> Run:
    """One program's update with all packs."""
    with serving() as port:
        return Runner(folder)(
            "up",
            PROGRAMS / name,
            port,
            "--skip-preview",
            "--yes",
            "--config",
            "aws:region=eu-west-1",
            configuration={"all": "advisory"},
        )


def text(runs: Mapping[str, Run]) -> str:
    """The whole page."""
    return "\n".join([HEAD, *(_section(name, runs[name]) for name in NAMES)])


def _section(name: str, done: Run) -> str:
    settings = yaml.safe_load((PROGRAMS / name / "Pulumi.yaml").read_text(encoding="utf-8"))
    rows = sorted({row for event in done.events if (row := _row(event))})
    head = ["| resource | finding | rule |", "|---|---|---|"]
    return "\n".join([f"## {name}", "", f"{settings['description']} {len(rows)} findings.", "", *head, *rows, ""])


def _row(event: Mapping[str, str]) -> str:
    """One finding; of what is no finding about a resource, nothing."""
    if not event.get("resourceUrn") or event["policyName"] not in _RULES:
        return ""
    kind, _, resource = event["resourceUrn"].rpartition("::")
    reason = _finding(event["message"]).replace("|", "&#124;")
    return f"| {kind.rpartition(':')[2]} `{resource}` | {reason} | {_RULES[event['policyName']]} |"


def _finding(message: str) -> str:
    """The place and the reason, without the rule's own texts around them."""
    lines = message.strip().splitlines()
    line: Sequence[str] = [text for text in lines if text.endswith("]")] or lines
    return line[-1].rpartition(" [")[0].partition(". ")[0]


_RULES = {rule.id: f"`{pack}/{rule.id}`" for pack in packs.names() for rule in packs.rules(pack)}


def main() -> None:
    """Write the page."""
    with TemporaryDirectory() as folder:
        runs = dict[str, Run]()
        for name in NAMES:
            place = Path(folder) / name
            place.mkdir()
            runs[name] = run(name, place)
            print(name, runs[name].succeeded or runs[name].output)
    PAGE.write_text(text(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
