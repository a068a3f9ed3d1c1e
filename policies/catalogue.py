"""The controls that the rules of all packs enforce, with their ids in public frameworks."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_name("catalogue.json")


@dataclass(frozen=True, slots=True)
class Control:
    """One row of the catalogue.

    `id` is the letter of its section (A IAM, B encryption at rest, C in transit, D network, E logging, F resilience)
    and its number in the section. Rows are added at the end of a section, so ids do not change.
    """

    id: str
    types: tuple[str, ...]
    """Pulumi type tokens of the resources it applies to."""
    text: str
    security_hub: tuple[str, ...] = ()
    """Of AWS Security Hub."""
    cis: tuple[str, ...] = ()
    """Of CIS AWS Foundations Benchmark 7.0."""
    pci: tuple[str, ...] = ()
    """Of PCI DSS 4.0.1, by Security Hub id."""
    checkov: tuple[str, ...] = ()
    """Of Checkov 3.3.30."""


@cache
def controls() -> Mapping[str, Control]:
    """All controls by id, in the catalogue's order."""
    return {row["id"]: _control(row) for row in json.loads(_FILE.read_text(encoding="utf-8"))}


def _control(row: dict[str, str | list[str]]) -> Control:
    listed = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    return Control(id=str(row["id"]), text=str(row["text"]), **listed)
