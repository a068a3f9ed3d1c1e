"""Indexes of ARN patterns and the names they cover, without matching every pattern against every name."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice
from re import split

from .documents import matches


def tail(pattern: str, kind: str) -> str:
    """The part of an ARN pattern for the names of a kind such as `iam:role/`; empty for a pattern of another kind."""
    service, _, word = kind.partition(":")
    parts = pattern.split(":", 5)
    if len(parts) > 2 and not matches(parts[2], service):  # noqa: PLR2004 - arn:partition:service
        return ""
    _, found, names = pattern.partition(f":{word}")
    if found:
        return names.lower()
    rest = parts[-1]
    whole = len(parts) <= 5 or word.startswith(rest[:-1])  # noqa: PLR2004 - arn:partition:service:region:account:…
    return "*" if rest.endswith("*") and whole else ""


def every(pattern: str, kind: str) -> bool:
    """Whether an ARN pattern covers every resource of a kind."""
    return tail(pattern, kind).strip("*") == "" != tail(pattern, kind)


def _start(pattern: str) -> str:
    """The prefix of a pattern before its first wildcard."""
    return split(r"[*?]", pattern, maxsplit=1)[0]


class Names:
    """Values by the names of one kind, found by patterns; the result for each pattern is cached."""

    def __init__(self, values: Mapping[str, Collection[str]]) -> None:
        self._values = {name: found for name, found in values.items() if name}
        self._sorted = sorted(self._values)
        self._covered: dict[str, frozenset[str]] = {}

    def covered(self, pattern: str) -> frozenset[str]:
        """The values of all names that a pattern from `tail` covers."""
        if pattern not in self._covered:
            found = chain.from_iterable(self._values[name] for name in self._matching(pattern))
            self._covered[pattern] = frozenset(found)
        return self._covered[pattern]

    def _matching(self, pattern: str) -> Iterator[str]:
        start = _start(pattern)
        if start == pattern:
            yield from [pattern] if pattern in self._values else ()
            return
        for name in islice(self._sorted, bisect_left(self._sorted, start), None):
            if not name.startswith(start):
                return
            if matches(pattern, name):
                yield name


class Holders:
    """Holders of patterns, removed by the names that the patterns cover, so that each is returned once."""

    def __init__(self) -> None:
        self._exact: defaultdict[str, list[str]] = defaultdict(list)
        self._wild: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)

    def add(self, pattern: str, holder: str) -> None:
        """Add a holder of a pattern from `tail`; an empty pattern is ignored."""
        if not pattern:
            return
        start = _start(pattern)
        if start == pattern:
            self._exact[pattern].append(holder)
        else:
            self._wild[start].setdefault(pattern, []).append(holder)

    def pop(self, name: str) -> Iterator[str]:
        """Remove and return the holders of all patterns that cover a name; only `*` covers an unknown name."""
        name = name.lower()
        yield from self._exact.pop(name, ())
        for length in range(len(name) + 1):
            wild = self._wild.get(name[:length], {})
            for pattern in [pattern for pattern in wild if matches(pattern, name)]:
                yield from wild.pop(pattern)
