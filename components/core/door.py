"""The door of a component: every argument is checked here, by name, before anything is registered.

A value that only the update will know (`pulumi.Output`) passes: AWS judges it then.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar, cast

import pulumi

from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..aws.regions import AVAILABILITY_ZONES
from .errors import ArgumentError
from .typed import misfits

E = TypeVar("E", bound=StrEnum)

_ACCOUNT_DIGITS = 12


class Door:
    """The arguments of one component, or of one part of them, read once and checked while they are read.

    Every method answers with the value, or its default where the caller gave none, and raises `ArgumentError` when it
    cannot be used.
    """

    def __init__(self, component: str, name: str, args: Mapping[str, Any], kind: type, *, path: str = "") -> None:
        """Refuse arguments that `kind` (a TypedDict) does not have, and ask for those that it requires."""
        self._subject = f"{component} {name!r}"
        self._component, self._name = component, name
        self._args = args
        self._path = path
        required: Iterable[str] = getattr(kind, "__required_keys__", ())
        known = {*required, *getattr(kind, "__optional_keys__", ())}
        for key, value in args.items():
            if key not in known:
                near = difflib.get_close_matches(key, sorted(known), n=1, cutoff=0.0)[0]
                raise self.refuse(key, value, f"there is no such argument; the nearest is {near}", sorted(known))
        for key in sorted(required):
            if args.get(key) is None:
                raise self.refuse(key, None, "it is required")
        for where, value, limit in [] if path else misfits(kind, args, keys=False):
            raise self.refuse(where, value, limit)

    def refuse(self, argument: str, value: object, limit: str, choices: Iterable[str] = ()) -> ArgumentError:
        """The error of an argument, for checks that have no method here."""
        return ArgumentError(self._subject, f"{self._path}{argument}", value, limit, choices)

    def cell(self) -> None:
        """Check what every component of a cell is told (`CellArgs`)."""
        cell, region = self.text("cell"), self.text("region")
        if not is_cell_name(cell):
            limit = f"it must be lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
            raise self.refuse("cell", cell, limit)
        if region not in AVAILABILITY_ZONES:
            raise self.refuse("region", region, "no cell fits there", AVAILABILITY_ZONES)
        self.text("city")
        self.text("owner")
        account = self._args.get("account_id")
        if isinstance(account, str) and not (account.isdigit() and len(account) == _ACCOUNT_DIGITS):
            raise self.refuse("account_id", account, "it must be 12 digits")

    def text(self, argument: str, default: str = "", *, fits: Callable[[str], bool] = bool, limit: str = "") -> str:
        """Text; `limit` says in words what `fits` tests."""
        value = self._args.get(argument, default)
        if not isinstance(value, str) or (argument in self._args and not fits(value)):
            raise self.refuse(argument, value, limit or "it must be text that is not empty")
        return str(value)

    def flag(self, argument: str, *, default: bool) -> bool:
        """Yes or no."""
        value = self._args.get(argument, default)
        if not isinstance(value, bool):
            raise self.refuse(argument, value, "it must be a boolean", ("true", "false"))
        return value

    def choice(self, argument: str, choices: type[E], default: E | None = None) -> E:
        """One of an enum's members, given as member or as its text."""
        value = self._args.get(argument, default)
        try:
            return choices(value)
        except ValueError:
            raise self.refuse(argument, _plain(value), "that is none of its values", list(choices)) from None

    def one_of(self, argument: str, choices: Sequence[str], default: str | None = None, *, why: str = "") -> str:
        """One of the values that AWS takes; `why` says in words where they hold, such as a region."""
        value = self._args.get(argument, default)
        if value not in choices:
            raise self.refuse(argument, _plain(value), f"AWS does not take it{why and f' {why}'}", choices)
        return str(value)

    def whole(self, argument: str, least: int, most: int, default: int | None = None, *, why: str = "") -> int:
        """A whole number within bounds; `why` follows the bounds in the error."""
        value = self._number(argument, default, f"it must be a whole number between {least} and {most}{_because(why)}")
        if value % 1 or not least <= value <= most:
            raise self.refuse(argument, _plain(value), f"it must be between {least} and {most}{_because(why)}")
        return int(value)

    def number(
        self, argument: str, least: float, most: float, default: float | None = None, *, step: float = 0.0
    ) -> float:
        """A number within bounds, in steps where AWS has steps."""
        limit = f"it must be between {least:g} and {most:g}" + (f" in steps of {step:g}" if step else "")
        value = self._number(argument, default, limit)
        if not least <= value <= most or (step and value / step % 1):
            raise self.refuse(argument, value, limit)
        return float(value)

    def items(self, argument: str, least: int = 0, most: int | None = None, *, limit: str = "") -> list[Any]:
        """A list with so many items; an `Output` counts as a list of none."""
        value = self._args.get(argument, [])
        if isinstance(value, pulumi.Output):
            return []
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.refuse(argument, _plain(value), "it must be a list")
        if len(value) < least or (most is not None and len(value) > most):
            bounds = f"at least {least}" if most is None else f"{least} to {most}"
            raise self.refuse(argument, list(value), limit or f"it must have {bounds} items")
        return list(value)

    def mapping(self, argument: str) -> Mapping[str, Any]:
        """Values by name; an `Output` counts as none."""
        value: Any = self._args.get(argument, {})
        if isinstance(value, pulumi.Output):
            return {}
        if not isinstance(value, Mapping):
            raise self.refuse(argument, _plain(value), "it must be an object")
        return cast("Mapping[str, Any]", value)

    def unique(self, argument: str, values: Sequence[str]) -> None:
        """Refuse a list whose items must differ and do not."""
        if len(set(values)) != len(values):
            raise self.refuse(argument, list(values), "each name may appear once")

    def inside(self, argument: str, kind: type, index: int | None = None) -> "Door":
        """The door of a nested argument, or of one item of a list of them: errors name its path."""
        value: Any = self._args[argument]
        where = f"{self._path}{argument}" + ("" if index is None else f"[{index}]")
        nested = value if index is None else value[index]
        if not isinstance(nested, Mapping):
            raise self.refuse(where, _plain(nested), "it must be an object")
        return Door(self._component, self._name, cast("Mapping[str, Any]", nested), kind, path=f"{where}.")

    def given(self, argument: str) -> bool:
        """Whether the caller gave it."""
        return self._args.get(argument) is not None

    def only_with(self, argument: str, condition: bool, limit: str) -> None:
        """Refuse an argument that is given where it means nothing; silence would hide a misunderstanding."""
        if self.given(argument) and not condition:
            raise self.refuse(argument, _plain(self._args[argument]), limit)

    def _number(self, argument: str, default: float | None, limit: str) -> float:
        value = self._args.get(argument, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.refuse(argument, _plain(value), limit)
        return value


def _because(why: str) -> str:
    return f", {why}" if why else ""


def _plain(value: object) -> object:
    """An enum's member as its text, a whole float as the number that the caller wrote."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
