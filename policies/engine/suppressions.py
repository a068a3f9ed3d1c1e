"""Findings that a team lives with for a while: which, on what, why, and until when."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..rule import Resource

_KEYS = {"finding", "resource", "reason", "expires"}


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """One entry of `acknowledgements` in a pack's settings."""

    rule: str
    path: str
    """Pattern of property paths (`*` and `?`); empty for a finding on the resource itself."""
    resource: str
    """Pattern of a resource's name or URN."""
    reason: str
    expires: date
    """The last day on which it holds, in UTC."""
    place: str
    """Where it stands in the settings, such as `acknowledgements[2]`."""

    def covers(self, rule: str, resource: Resource) -> bool:
        """Whether it is about findings of that rule on that resource."""
        return rule == self.rule and (_like(self.resource, resource.name) or _like(self.resource, resource.urn))

    def matches(self, rule: str, resource: Resource, path: str) -> bool:
        """Whether it is about that very finding."""
        return self.covers(rule, resource) and _like(self.path, path)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in text), re.DOTALL)


def _like(pattern: str, text: str) -> bool:
    return _pattern(pattern).fullmatch(text) is not None


def read(given: Any, rules: Sequence[str]) -> tuple[list[Acknowledgement], list[str]]:
    """The entries that can be read, and what is wrong with each of the others; `rules` are the ids that exist."""
    if not isinstance(given, list):
        return [], ["acknowledgements: has the wrong type; it takes a list of objects"]
    made: list[Acknowledgement] = []
    problems: list[str] = []
    for index, entry in enumerate(given):
        place = f"acknowledgements[{index}]"
        wrong = list(_wrong(entry, rules))
        if wrong:
            problems += [f"{place}: {problem}" for problem in wrong]
        else:
            made.append(_made(entry, place))
    return made, problems


def _made(entry: Mapping[str, str], place: str) -> Acknowledgement:
    rule, _, path = entry["finding"].partition(":")
    return Acknowledgement(rule, path, entry["resource"], entry["reason"], date.fromisoformat(entry["expires"]), place)


def _wrong(entry: Any, rules: Sequence[str]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "is no object; it takes finding, resource, reason and expires"
        return
    for key in sorted(set(map(str, entry)) - _KEYS):
        yield f"{key}: no such key; there are {', '.join(sorted(_KEYS))}"
    for key in sorted(_KEYS):
        text = entry.get(key)
        if not isinstance(text, str) or not text.strip():
            yield f"{key}: is missing, empty or no text"
    finding, expires = entry.get("finding"), entry.get("expires")
    if isinstance(finding, str) and finding:
        rule, colon, _ = finding.partition(":")
        if not colon:
            yield "finding: is not of the form rule:path"
        if rule not in rules:
            yield f"finding: there is no rule {rule}"
    if isinstance(expires, str) and expires and not _date(expires):
        yield "expires: is no date of the form 2030-12-31"


def _date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class Ledger:
    """The acknowledgements of one run, and which of them were used."""

    def __init__(self, entries: Sequence[Acknowledgement], today: date) -> None:
        self._entries = entries
        self._today = today
        self._used: set[Acknowledgement] = set()

    def accepts(self, rule: str, resource: Resource, path: str) -> bool:
        """Whether a finding is acknowledged today; it then counts as used."""
        used = [entry for entry in self._entries if entry.matches(rule, resource, path)]
        self._used.update(used)
        return any(entry.expires >= self._today for entry in used)

    def wait(self, rule: str, resource: Resource) -> None:
        """Tells that a check of a rule could not be made: what is about it may yet be used."""
        self._used.update(entry for entry in self._entries if entry.covers(rule, resource))

    def problems(self) -> Iterator[str]:
        """What has expired, and what is about no finding."""
        for entry in self._entries:
            about = f"{entry.place} ({entry.rule}:{entry.path} on {entry.resource})"
            if entry.expires < self._today:
                yield f"{about} expired on {entry.expires}: correct what it was about, or give it a new date"
            elif entry not in self._used:
                yield f"{about} is about no finding: remove it"
