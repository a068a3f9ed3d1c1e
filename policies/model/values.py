"""Properties of a resource: read by path without errors, with unknown values distinct from missing ones."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final


class Unknown:
    """A value that is known only after the update; there is one instance, `UNKNOWN`."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = Unknown()


class _Missing:
    """No such property; distinct from an explicit null only in this module."""


_MISSING: Final = _Missing()


class _Opaque:
    """An asset or archive: it is set, and rules do not read its content."""

    def __repr__(self) -> str:
        return "OPAQUE"


OPAQUE: Final = _Opaque()


@dataclass(frozen=True, slots=True)
class Value:
    """One property with its path, such as `encryptionInfo.encryptionInTransit.clientBroker`.

    Indexing never raises: a key of a missing value is missing, a key of an unknown value is unknown.
    """

    raw: Any
    path: str = ""

    def __getitem__(self, key: str) -> "Value":
        path = f"{self.path}.{key}" if self.path else key
        if self.unknown:
            return Value(UNKNOWN, path)
        container = self.raw
        if isinstance(container, list) and len(container) == 1:
            container = container[0]  # the bridged provider passes some single blocks as a list of one
            if container is UNKNOWN:
                return Value(UNKNOWN, path)
        return Value(container.get(key, _MISSING) if isinstance(container, dict) else _MISSING, path)

    def at(self, path: str) -> "Value":
        """The value at a path of keys, such as `vpcConfig.subnetIds`; an empty path is the value itself."""
        value = self
        for key in path.split(".") if path else ():
            value = value[key]
        return value

    @property
    def unknown(self) -> bool:
        """Whether it is known only after the update."""
        return self.raw is UNKNOWN

    @property
    def absent(self) -> bool:
        """Whether it is not set: missing, null or empty text."""
        return self.raw is _MISSING or self.raw is None or self.raw == ""

    @property
    def text(self) -> str:
        """The string; empty for any other type."""
        return self.raw if isinstance(self.raw, str) else ""

    @property
    def number(self) -> float | None:
        """The number, also from a string of digits; None for any other type, including booleans."""
        if isinstance(self.raw, bool):
            return None
        if isinstance(self.raw, int | float):
            return float(self.raw)
        return float(self.text) if self.text.isdecimal() else None

    @property
    def true(self) -> bool:
        """Whether it is true or `"true"`."""
        return self.raw is True or self.text == "true"

    @property
    def false(self) -> bool:
        """Whether it is false or `"false"`."""
        return self.raw is False or self.text == "false"

    def elements(self) -> Iterator["Value"]:
        """Its elements. A single value counts as a list of one, a missing value as an empty list."""
        if isinstance(self.raw, list):
            for index, element in enumerate(self.raw):
                yield Value(element, f"{self.path}[{index}]")
        elif not self.absent:
            yield self

    def entries(self) -> Iterator[tuple[str, "Value"]]:
        """Its keys and values if it is an object."""
        if isinstance(self.raw, dict):
            for key in self.raw:
                yield str(key), self[str(key)]

    def from_json(self) -> "Value | None":
        """The value of its JSON text, itself if it is not a string, None if the text is not JSON."""
        if not isinstance(self.raw, str) or self.absent:
            return self
        try:
            return Value(json.loads(self.raw), self.path)
        except (ValueError, RecursionError):
            return None
