"""Patterns of ARNs by what they cover: names of one kind, found without trying every pattern on every name."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from itertools import chain, islice
from re import split

from .documents import matches


def tail(pattern: str, kind: str) -> str:
    """What a pattern of ARNs says of names of a kind such as `iam:role/`; empty when it is about something else."""
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
    """Whether a pattern of ARNs covers everything of a kind."""
    return tail(pattern, kind).strip("*") == "" != tail(pattern, kind)


def _start(pattern: str) -> str:
    """What all that a pattern covers begin with."""
    return split(r"[*?]", pattern, maxsplit=1)[0]


class Names:
    """What stands under the names of one kind, found by patterns; the answer to each pattern is kept."""

    def __init__(self, under: Mapping[str, Collection[str]]) -> None:
        self._under = {name: found for name, found in under.items() if name}
        self._sorted = sorted(self._under)
        self._covered: dict[str, frozenset[str]] = {}

    def covered(self, pattern: str) -> frozenset[str]:
        """What stands under all names that a pattern covers, as `tail` made it."""
        if pattern not in self._covered:
            found = chain.from_iterable(self._under[name] for name in self._matching(pattern))
            self._covered[pattern] = frozenset(found)
        return self._covered[pattern]

    def _matching(self, pattern: str) -> Iterator[str]:
        start = _start(pattern)
        if start == pattern:
            yield from [pattern] if pattern in self._under else ()
            return
        for name in islice(self._sorted, bisect_left(self._sorted, start), None):
            if not name.startswith(start):
                return
            if matches(pattern, name):
                yield name


class Holders:
    """Who holds patterns, taken out by the names that they cover: each holder of a pattern once."""

    def __init__(self) -> None:
        self._exact: defaultdict[str, list[str]] = defaultdict(list)
        self._wild: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)

    def add(self, pattern: str, holder: str) -> None:
        """One more holder of a pattern, as `tail` made it; of an empty one there is nothing to hold."""
        if not pattern:
            return
        start = _start(pattern)
        if start == pattern:
            self._exact[pattern].append(holder)
        else:
            self._wild[start].setdefault(pattern, []).append(holder)

    def take(self, name: str) -> Iterator[str]:
        """The holders of all patterns that cover a name, which are then spent; only `*` covers an unknown name."""
        name = name.lower()
        yield from self._exact.pop(name, ())
        for length in range(len(name) + 1):
            wild = self._wild.get(name[:length], {})
            for pattern in [pattern for pattern in wild if matches(pattern, name)]:
                yield from wild.pop(pattern)
