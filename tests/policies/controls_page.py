"""`docs/controls.md`, written from the rules and the catalogue: `python -m tests.policies.controls_page`."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from local.paths import ROOT
from policies import packs
from policies.catalogue import Control, controls
from policies.out_of_scope import OUT_OF_SCOPE
from policies.rule import Rule
from tests.policies.exemption_model import Exemption, always
from tests.policies.exemptions import EXEMPTIONS

PAGE = ROOT / "docs" / "controls.md"
RESULT = ROOT / "bench" / "results" / "mutation.json"

HEAD = """# Controls and the rules that enforce them

Written by `python -m tests.policies.controls_page` from `policies/catalogue.json` and the rules of all packs. Ids stay:
rows are added at the end of a section. SH is AWS Security Hub (PCI DSS 4.0.1 has the same ids, marked `*`), CIS is AWS
Foundations 7.0, CKV is Checkov.
"""

PROOF = """## How the rules are proven

`python -m tests.policies.campaign` makes every resource of both cities, of each example and of each component's samples
wrong, one value at a time, and the packs judge what comes of it: the rule that owns the value must find it, there. It
ends with an error when a mutant is missed, a rule has none, an exemption is of nothing, or a city or an example has a
finding as it is. The last run (`bench/results/mutation.json`): {caught} of {mutants} mutants caught, {exempt} exempt.

A bad value is one that a failing case of the rule has, or nothing, or the other boolean, where that alone makes a right
case of the rule wrong; also a neighbour that is left out or made wrong, and wildcards in every statement of every
document. Where an exemption says that the value alone is right, it is put once more together with all else that the
right case says, and must be found then.

{stacks} rules are proven on resources of ours. No bad value of the other {right} fits one; these are proven on right
cases of their own, laid out as stacks, from which their bad values come: {names}.
"""

MUTATION = """## What mutation leaves out

On these resources the bad value is right.

| rule | resources | why |
|---|---|---|"""

SECTIONS = {
    "A": "IAM and resource policies",
    "B": "Encryption at rest",
    "C": "Encryption in transit",
    "D": "Network",
    "E": "Logging and monitoring",
    "F": "Resilience",
}


def enforced() -> Mapping[str, Sequence[tuple[str, Rule]]]:
    """The rules of each control with their packs."""
    found: defaultdict[str, list[tuple[str, Rule]]] = defaultdict(list)
    for pack in packs.names():
        for rule in packs.rules(pack):
            for control in rule.controls:
                found[control].append((pack, rule))
    return found


def text() -> str:
    """The whole page."""
    rules = enforced()
    sections = [
        _section(letter, list(rows), rules) for letter, rows in groupby(controls().values(), lambda row: row.id[0])
    ]
    return "\n".join([HEAD, *sections, *_left_out()])


def _section(letter: str, rows: Sequence[Control], rules: Mapping[str, Sequence[tuple[str, Rule]]]) -> str:
    head = ["| id | control | types | known as | enforced by |", "|---|---|---|---|---|"]
    return "\n".join(
        [f"## {letter}. {SECTIONS[letter]}", "", *head, *(_row(row, rules.get(row.id, ())) for row in rows), ""]
    )


def _row(row: Control, rules: Sequence[tuple[str, Rule]]) -> str:
    types = ", ".join(kind.rsplit(":", 1)[-1] for kind in row.types)
    cells = [row.id, row.text, types, _known_as(row), _by(row, rules)]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _known_as(row: Control) -> str:
    hub = [f"{known}*" if known in row.pci else known for known in row.security_hub]
    families = {"SH": [*hub, *(f"{known}*" for known in row.pci if known not in row.security_hub)], "CIS": row.cis}
    return "; ".join([*(f"{name} {', '.join(ids)}" for name, ids in families.items() if ids), *row.checkov])


def _by(row: Control, rules: Sequence[tuple[str, Rule]]) -> str:
    if row.id in OUT_OF_SCOPE:
        return f"out of scope: {OUT_OF_SCOPE[row.id]}"
    return ", ".join(f"[`{pack}/{rule.id}`]({rule.url})" for pack, rule in rules)


def _proof() -> str:
    kept = json.loads(RESULT.read_text(encoding="utf-8"))
    right = kept["of_right_cases"]
    counts = {key: f"{kept[key]:,}" for key in ("caught", "mutants", "exempt")}
    names = ", ".join(f"`{rule}`" for rule in right)
    return PROOF.format(**counts, stacks=kept["rules"] - len(right), right=len(right), names=names)


def _left_out() -> list[str]:
    return [
        _proof(),
        MUTATION,
        *(f"| `{given.rule}` | {_resources(given)} | {given.reason} |" for given in EXEMPTIONS),
        "",
    ]


def _resources(given: Exemption) -> str:
    """Which resources an exemption is about, in its own patterns."""
    about = {"type": given.types, "name": given.name, "at": given.path or "another resource", "value": given.bad}
    said = [*(pair for pair in about.items() if pair[1] != "*"), *given.where.items()]
    listed = [f"{label} `{pattern}`" for label, pattern in said]
    return ", ".join([*listed, *(["where the stack bears the reason out"] if given.when is not always else [])])


def write() -> None:
    """Keep the page."""
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
