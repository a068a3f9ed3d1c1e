"""Suppressions: findings that a team accepts, with the resource, the reason and an expiry date."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from ..rule import Resource

_KEYS = {"finding", "resource", "reason", "expires"}


@dataclass(frozen=True, slots=True)
class Suppression:
    """One entry of `suppressions` in a pack's settings."""

    rule: str
    path: str
    """Pattern of property paths (`*` and `?`); empty for a finding on the resource itself."""
    resource: str
    """Pattern of a resource's name or URN."""
    reason: str
    expires: date
    """The last day on which it is valid, in UTC."""
    location: str
    """Its position in the settings, such as `suppressions[2]`."""

    def covers(self, rule: str, resource: Resource) -> bool:
        """Whether it is for findings of a rule on a resource."""
        return rule == self.rule and (_like(self.resource, resource.name) or _like(self.resource, resource.urn))

    def matches(self, rule: str, resource: Resource, path: str) -> bool:
        """Whether it is for a finding at a path."""
        return self.covers(rule, resource) and _like(self.path, path)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in text), re.DOTALL)


def _like(pattern: str, text: str) -> bool:
    return _pattern(pattern).fullmatch(text) is not None


def read(given: Any, rules: Sequence[str], key: str) -> tuple[list[Suppression], list[str]]:
    """The valid entries, and the errors of the others.

    Args:
        given: the configured value.
        rules: the ids of all rules.
        key: the setting it comes from, for messages.
    """
    if not isinstance(given, list):
        return [], [f"{key}: has the wrong type; use a list of objects"]
    valid: list[Suppression] = []
    errors: list[str] = []
    for index, entry in enumerate(given):
        location = f"{key}[{index}]"
        wrong = list(_errors(entry, rules))
        if wrong:
            errors += [f"{location}: {error}" for error in wrong]
        else:
            valid.append(_suppression(entry, location))
    return valid, errors


def _suppression(entry: Mapping[str, str], location: str) -> Suppression:
    rule, _, path = entry["finding"].partition(":")
    return Suppression(rule, path, entry["resource"], entry["reason"], date.fromisoformat(entry["expires"]), location)


def _errors(entry: Any, rules: Sequence[str]) -> Iterator[str]:
    if not isinstance(entry, dict):
        yield "is not an object; use finding, resource, reason and expires"
        return
    for key in sorted(set(map(str, entry)) - _KEYS):
        yield f"{key}: unknown key; use {', '.join(sorted(_KEYS))}"
    for key in sorted(_KEYS):
        text = entry.get(key)
        if not isinstance(text, str) or not text.strip():
            yield f"{key}: is missing, empty or not a string"
    finding, expires = entry.get("finding"), entry.get("expires")
    if isinstance(finding, str) and finding:
        rule, colon, _ = finding.partition(":")
        if not colon:
            yield "finding: must have the form rule:path"
        if rule not in rules:
            yield f"finding: unknown rule {rule}"
    if isinstance(expires, str) and expires and not _is_date(expires):
        yield "expires: must be a date such as 2030-12-31"


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


class SuppressionLog:
    """The suppressions of one run, and which of them were used."""

    def __init__(self, entries: Sequence[Suppression], today: date) -> None:
        self._entries = entries
        self._today = today
        self._used: set[Suppression] = set()

    def suppresses(self, rule: str, resource: Resource, path: str) -> bool:
        """Whether a finding is suppressed today; its suppressions count as used."""
        used = [entry for entry in self._entries if entry.matches(rule, resource, path)]
        self._used.update(used)
        return any(entry.expires >= self._today for entry in used)

    def not_evaluated(self, rule: str, resource: Resource) -> None:
        """Record that a check of a rule was not made: suppressions that cover it may be used after the update."""
        self._used.update(entry for entry in self._entries if entry.covers(rule, resource))

    def problems(self) -> Iterator[str]:
        """The suppressions that have expired or match no finding."""
        for entry in self._entries:
            about = f"{entry.location} ({entry.rule}:{entry.path} on {entry.resource})"
            if entry.expires < self._today:
                yield f"{about} expired on {entry.expires}: fix the finding or set a new date"
            elif entry not in self._used:
                yield f"{about} matches no finding: remove it"
