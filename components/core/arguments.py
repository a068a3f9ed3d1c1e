"""Validation of a component's arguments: each is read once, by name, before any resource is registered.

A `pulumi.Output` passes, because its value is known only during the update. AWS validates it then.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Final, TypeVar, cast, overload

from ..aws.logs import RETENTION_DAYS
from ..aws.names import MAX_CELL_NAME, is_cell_name
from ..aws.quotas import BY_CODE, MAX_QUOTA
from ..aws.regions import AVAILABILITY_ZONES
from .annotations import type_errors
from .cell import is_disposable
from .errors import ArgumentError, nearest_name
from .outputs import is_late

D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)

_ACCOUNT_DIGITS = 12
_REQUIRED: Final = object()
"""In place of a default: the argument is required."""


class Arguments:
    """The arguments of one component, or of one object among them.

    The constructor checks the types of all values, also nested ones, against the TypedDict of the arguments. Each
    method checks the limits of one value and returns it, or returns the default if the argument is not set.

    Raises:
        ArgumentError: an argument is unknown or missing, has the wrong type, or is outside its limits.
    """

    def __init__(self, component: str, name: str, args: Mapping[str, Any], kind: type, *, path: str = "") -> None:
        """Check the types of `args` against `kind`, a TypedDict."""
        self._component, self._name = component, name
        self._args = args
        self._path = path
        if not path:  # nested objects were checked with the outer object
            self._check_names(kind)
            for where, value, message in type_errors(kind, args):
                raise self.error(where, value, message)

    def error(self, argument: str, value: object, message: str, choices: Iterable[str] = ()) -> ArgumentError:
        """The error for an argument, for checks that have no method here."""
        subject = f"{self._component} {self._name!r}"
        shown = "(hidden)" if _is_secret(argument) and value is not None else _plain(value)
        return ArgumentError(subject, f"{self._path}{argument}", shown, message, choices)

    def cell(self) -> None:
        """Check the arguments that all components share (`CellArgs`)."""
        message = f"it must be lower case letters, digits and single hyphens, {MAX_CELL_NAME} characters at most"
        self.string("cell", predicate=is_cell_name, message=message)
        self.string("name_suffix", None, predicate=is_cell_name, message=message)
        self.one_of("region", list(AVAILABILITY_ZONES), message="no cell fits there")
        self.string("city")
        self.string("owner")
        account = self._args.get("account_id")
        if isinstance(account, str) and not (account.isdigit() and len(account) == _ACCOUNT_DIGITS):
            raise self.error("account_id", account, "it must be 12 digits")

    @overload
    def string(self, argument: str, *, predicate: Callable[[str], bool] = bool, message: str = "") -> str: ...

    @overload
    def string(
        self, argument: str, default: D, *, predicate: Callable[[str], bool] = bool, message: str = ""
    ) -> str | D: ...

    def string(
        self, argument: str, default: object = _REQUIRED, *, predicate: Callable[[str], bool] = bool, message: str = ""
    ) -> object:
        """A string; `message` describes what `predicate` tests. The default is not tested."""
        value = self._get(argument, default)
        if self.is_set(argument) and not predicate(value):
            raise self.error(argument, value, message or "it must not be empty")
        return value

    @overload
    def boolean(self, argument: str) -> bool: ...

    @overload
    def boolean(self, argument: str, default: D) -> bool | D: ...

    def boolean(self, argument: str, default: object = _REQUIRED) -> object:
        """True or false."""
        return self._get(argument, default)

    @overload
    def enum(self, argument: str, choices: type[E]) -> E: ...

    @overload
    def enum(self, argument: str, choices: type[E], default: D) -> E | D: ...

    def enum(self, argument: str, choices: type[E], default: object = _REQUIRED) -> object:
        """A member of an enum; the argument is the member or its text."""
        value = self._get(argument, default)
        if not self.is_set(argument):
            return value
        if value not in list(choices):
            raise self.error(argument, value, f"it must be one of {', '.join(choices)}")
        return choices(value)

    def enums(self, argument: str, choices: type[E]) -> tuple[E, ...]:
        """A list of members of an enum without duplicates; empty by default."""
        members = tuple(choices(item) for item in self.list_of(argument))
        self.unique(argument, members)
        return members

    @overload
    def one_of(self, argument: str, choices: Sequence[str], *, hint: str = "", message: str = "") -> str: ...

    @overload
    def one_of(
        self, argument: str, choices: Sequence[str], default: D, *, hint: str = "", message: str = ""
    ) -> str | D: ...

    def one_of(
        self,
        argument: str,
        choices: Sequence[str],
        default: object = _REQUIRED,
        *,
        hint: str = "",
        message: str = "",
    ) -> object:
        """One of the values that AWS accepts; `hint` limits them in the error, such as to a region."""
        value = self._get(argument, default)
        if self.is_set(argument) and value not in choices:
            raise self.error(argument, value, message or f"AWS does not accept it{hint and f' {hint}'}", choices)
        return value

    @overload
    def integer(self, argument: str, minimum: int, maximum: int, *, hint: str = "") -> int: ...

    @overload
    def integer(self, argument: str, minimum: int, maximum: int, default: D, *, hint: str = "") -> int | D: ...

    def integer(
        self, argument: str, minimum: int, maximum: int, default: object = _REQUIRED, *, hint: str = ""
    ) -> object:
        """A whole number within bounds; `hint` follows the bounds in the error."""
        value = self._get(argument, default)
        if not self.is_set(argument):
            return value
        if not minimum <= value <= maximum:
            raise self.error(argument, value, f"it must be between {minimum} and {maximum}{hint and f', {hint}'}")
        return int(value)

    @overload
    def float_(self, argument: str, minimum: float, maximum: float, *, step: float = 0.0) -> float: ...

    @overload
    def float_(self, argument: str, minimum: float, maximum: float, default: D, *, step: float = 0.0) -> float | D: ...

    def float_(
        self, argument: str, minimum: float, maximum: float, default: object = _REQUIRED, *, step: float = 0.0
    ) -> object:
        """A number within bounds, and a multiple of `step` if there is one."""
        value = self._get(argument, default)
        if not self.is_set(argument):
            return value
        if not minimum <= value <= maximum or (step and value / step % 1):
            steps = f" in steps of {step:g}" if step else ""
            raise self.error(argument, value, f"it must be between {minimum:g} and {maximum:g}{steps}")
        return float(value)

    @overload
    def one_of_numbers(self, argument: str, choices: Sequence[int], *, message: str = "") -> int: ...

    @overload
    def one_of_numbers(self, argument: str, choices: Sequence[int], default: D, *, message: str = "") -> int | D: ...

    def one_of_numbers(
        self, argument: str, choices: Sequence[int], default: object = _REQUIRED, *, message: str = ""
    ) -> object:
        """One of the numbers that AWS accepts."""
        value = self._get(argument, default)
        if self.is_set(argument) and value not in choices:
            raise self.error(argument, value, message or "AWS does not accept it", map(str, choices))
        return value

    def mail_address(self, argument: str) -> str | None:
        """A mail address; None by default."""
        message = "it must be an address such as ops@example.com"
        return self.string(argument, None, predicate=lambda text: "@" in text, message=message)

    def is_disposable(self) -> bool:
        """Whether the cell may be destroyed with its data (`CellArgs.disposable`)."""
        return is_disposable(self._args)

    def log_retention_days(self, default: int) -> int:
        """The retention of a log group in days: the argument `log_retention_days` of every component that logs."""
        message = "CloudWatch Logs does not offer that retention"
        return self.one_of_numbers("log_retention_days", RETENTION_DAYS, default, message=message)

    def quotas(self) -> dict[str, int]:
        """The quotas that the account really has, by code: the argument `quotas` of components that quotas limit."""
        granted = self.mapping("quotas")
        for code, value in granted.items():
            if code not in BY_CODE:
                raise self.error(f"quotas.{code}", value, "no quota of that code limits a cell", sorted(BY_CODE))
            if not 1 <= value <= MAX_QUOTA:
                raise self.error(f"quotas.{code}", value, f"it must be between 1 and {MAX_QUOTA}")
        return {code: int(value) for code, value in granted.items()}

    def list_of(self, argument: str, minimum: int = 0, maximum: int | None = None, *, message: str = "") -> list[Any]:
        """A list with a bounded number of items, empty by default. A list that is an output counts as empty."""
        value = self._args.get(argument)
        if is_late(value):
            return []
        items: list[Any] = [] if value is None else list(value)
        if len(items) < minimum or (maximum is not None and len(items) > maximum):
            bounds = f"at least {minimum}" if maximum is None else f"{minimum} to {maximum}"
            raise self.error(argument, items, message or f"it must have {bounds} items")
        return items

    def nested_items(self, argument: str, minimum: int = 0, *, message: str = "") -> list["Arguments"]:
        """A reader for each object of a list; errors have its path."""
        items = self.list_of(argument, minimum, message=message)
        return [self._inside(item, f"{argument}[{index}]") for index, item in enumerate(items)]

    def nested(self, argument: str) -> "Arguments | None":
        """A reader for an object, or None if it is not set; errors have its path."""
        value = self._args.get(argument)
        return None if value is None else self._inside(value, argument)

    def mapping(self, argument: str) -> Mapping[str, Any]:
        """Values by name, empty by default. An object that is an output counts as empty."""
        value: Any = self._args.get(argument)
        if value is None or is_late(value):
            return {}
        return cast("Mapping[str, Any]", value)

    def input(self, argument: str, default: Any = None) -> Any:
        """A value that may be an output. Only its type is checked; AWS validates the rest."""
        return self._get(argument, default)

    def required(self, argument: str, message: str = "it is required") -> None:
        """Raise an error if an argument is missing that other arguments make necessary."""
        if not self.is_set(argument):
            raise self.error(argument, None, message)

    def requires(self, argument: str, condition: bool, message: str) -> None:
        """Raise an error if an argument is set and its condition does not hold."""
        if self.is_set(argument) and not condition:
            raise self.error(argument, self._args[argument], message)

    def unique(self, argument: str, values: Sequence[str]) -> None:
        """Raise an error if a list has duplicates."""
        if len(set(values)) != len(values):
            raise self.error(argument, list(values), "each name may appear once")

    def is_set(self, argument: str) -> bool:
        """Whether an argument is set."""
        return self._args.get(argument) is not None

    def _get(self, argument: str, default: object) -> Any:
        value = self._args.get(argument)
        if value is None:
            if default is _REQUIRED:
                raise self.error(argument, None, "it is required")
            return default
        return value

    def _inside(self, value: Mapping[str, Any], where: str) -> "Arguments":
        return Arguments(self._component, self._name, value, dict, path=f"{self._path}{where}.")

    def _check_names(self, kind: type) -> None:
        if not isinstance(cast("Any", self._args), Mapping):
            raise self.error("args", self._args, f"it must be an object, such as {kind.__name__} describes")
        for argument, value, message, known in _unknown(kind, self._args):
            raise self.error(argument, value, message, known)


def _unknown(kind: Any, args: Mapping[str, Any]) -> Iterable[tuple[str, object, str, list[str]]]:
    """Arguments that the TypedDict does not have, each with the most similar one that it has."""
    known = sorted({*kind.__required_keys__, *kind.__optional_keys__})
    for key, value in args.items():
        if key not in known:
            yield key, value, f"there is no such argument{nearest_name(key, known)}", known


def _is_secret(argument: str) -> bool:
    """Whether the value of an argument must not appear in an error."""
    return argument.rsplit(".", 1)[-1].endswith(("password", "secret", "token"))


def _plain(value: object) -> object:
    """An enum member as its text, and a float without a fraction as an integer, as the caller wrote them."""
    if isinstance(value, list | tuple):
        return [_plain(item) for item in cast("Sequence[object]", value)]
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
