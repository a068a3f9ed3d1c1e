"""`docs/controls.md`, written from the rules and the catalogue: `python -m tests.policies.controls_page`."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from local.paths import ROOT
from policies import packs
from policies.catalogue import Control, controls
from policies.rule import Rule
from tests.policies.exemption_model import Exemption, always
from tests.policies.exemptions import EXEMPTIONS

PAGE = ROOT / "docs" / "controls.md"
RESULT = ROOT / "bench" / "results" / "mutation.json"

HEAD = """# Controls and the rules that enforce them

`python -m tests.policies.controls_page` generates this page from `policies/catalogue.json` and the rules of all packs.
Ids never change: new rows are added at the end of a section. SH is AWS Security Hub (PCI DSS 4.0.1 uses the same ids,
marked `*`), CIS is the CIS AWS Foundations Benchmark 7.0, CKV is Checkov.
"""

PROOF = """## How the rules are proven

`python -m tests.policies.campaign` changes one value at a time in every resource of both cities, of each example and of
each component's samples, and evaluates the packs on each mutant. The rule that owns the value must report it at its
property. The campaign fails if a mutant is missed, a rule has no mutant, an exemption matches nothing, or an unchanged
city or example has a finding. The last run (`bench/results/mutation.json`): {caught} of {mutants} mutants caught,
{exempt} exempt.

A bad value comes from a failing case of the rule, or is a missing value or the opposite boolean, if that alone makes a
passing case fail. Other mutants remove or change a related resource, or add wildcards to every statement of every
document. If an exemption says that a value alone is correct, the campaign applies it again together with the other
values of the passing case, and the rule must report it then.

{stacks} rules are proven on resources of the library. No bad value of the other {right} matches one. These rules are
proven on their own passing cases, arranged as stacks: {names}.
"""

MUTATION = """## What mutation leaves out

On these resources the bad value is correct.

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
    enforced_by = ", ".join(f"[`{pack}/{rule.id}`]({rule.url})" for pack, rule in rules)
    cells = [row.id, row.text, types, _known_as(row), enforced_by]
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _known_as(row: Control) -> str:
    hub = [f"{known}*" if known in row.pci else known for known in row.security_hub]
    families = {"SH": [*hub, *(f"{known}*" for known in row.pci if known not in row.security_hub)], "CIS": row.cis}
    return "; ".join([*(f"{name} {', '.join(ids)}" for name, ids in families.items() if ids), *row.checkov])


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
    return ", ".join([*listed, *(["if the stack confirms the reason"] if given.when is not always else [])])


def write() -> None:
    """Keep the page."""
    PAGE.write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    write()
