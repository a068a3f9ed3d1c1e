"""Properties of a resource as rules read them: by path, never raising, unknowns kept apart."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final


class Unknown:
    """A value that only the update will know; there is one instance, `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


class _Missing:
    """No such property; distinct from an explicit null only inside this module."""


_MISSING: Final = _Missing()


class _Opaque:
    """An asset or archive: there, and nothing to judge in it."""

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = _Opaque()


@dataclass(frozen=True, slots=True)
class Value:
    """One property and where it stands, such as `encryptionInfo.encryptionInTransit.clientBroker`.

    Indexing never raises: below something missing is missing, below something unknown is unknown.
    """

    raw: Any
    path: str = ""

    def __getitem__(self, key: str) -> "Value":
        path = f"{self.path}.{key}" if self.path else key
        if self.unknown:
            return Value(UNKNOWN, path)
        container = self.raw
        if isinstance(container, list) and len(container) == 1:
            container = container[0]  # the bridged provider hands some single blocks over as a list of one
            if container is UNKNOWN:
                return Value(UNKNOWN, path)
        return Value(container.get(key, _MISSING) if isinstance(container, dict) else _MISSING, path)

    @property
    def unknown(self) -> bool:
        """Whether only the update will know it."""
        return self.raw is UNKNOWN

    @property
    def absent(self) -> bool:
        """Whether it is not set: missing, null or empty text."""
        return self.raw is _MISSING or self.raw is None or self.raw == ""

    @property
    def text(self) -> str:
        """The text, or an empty one for anything else."""
        return self.raw if isinstance(self.raw, str) else ""

    @property
    def number(self) -> float | None:
        """The number, or nothing for anything else (a boolean is no number; digits in text are one)."""
        if isinstance(self.raw, bool):
            return None
        if isinstance(self.raw, int | float):
            return float(self.raw)
        return float(self.text) if self.text.isdecimal() else None

    @property
    def true(self) -> bool:
        """Whether it is the boolean true, or its text."""
        return self.raw is True or self.text == "true"

    @property
    def false(self) -> bool:
        """Whether it is the boolean false, or its text."""
        return self.raw is False or self.text == "false"

    def elements(self) -> Iterator["Value"]:
        """Its elements; one that stands alone counts as a list of one; of something missing there are none."""
        if isinstance(self.raw, list):
            for index, element in enumerate(self.raw):
                yield Value(element, f"{self.path}[{index}]")
        elif not self.absent:
            yield self

    def entries(self) -> Iterator[tuple[str, "Value"]]:
        """Its keys and values, when it is an object."""
        if isinstance(self.raw, dict):
            for key in self.raw:
                yield str(key), self[str(key)]

    def from_json(self) -> "Value | None":
        """What its JSON text holds, itself when it is no text, nothing when the text is no JSON."""
        if not isinstance(self.raw, str) or self.absent:
            return self
        try:
            return Value(json.loads(self.raw), self.path)
        except (ValueError, RecursionError):
            return None
