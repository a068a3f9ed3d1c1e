"""Settings from environment variables, typed, with errors that name the variable."""

from collections.abc import Mapping


class SettingsError(Exception):
    """A variable is missing or invalid; the message names it and is complete for the operator."""


class Environment:
    """Reads typed variables; `docs/architecture.md` lists them."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def with_values(self, values: Mapping[str, str]) -> "Environment":
        """A copy with some variables replaced."""
        return Environment({**self._variables, **values})

    def optional(self, name: str) -> str | None:
        """A string, or None when the variable is missing or empty."""
        return self._variables.get(name) or None

    def text(self, name: str, default: str | None = None) -> str:
        """A string.

        Raises:
            SettingsError: missing or empty without a default.
        """
        value = self.optional(name) or default
        if value is None:
            raise SettingsError(f"environment variable {name} is missing")
        return value

    def number(self, name: str, default: float | None = None, *, at_least: float = 0.0) -> float:
        """A number.

        Raises:
            SettingsError: missing without a default, not a number, or too small.
        """
        text = self.text(name, None if default is None else str(default))
        try:
            value = float(text)
        except ValueError:
            raise SettingsError(f"environment variable {name} is {text!r}, but it must be a number") from None
        if not value >= at_least:
            raise SettingsError(f"environment variable {name} is {text}, but it must be at least {at_least:g}")
        return value

    def integer(self, name: str, default: int | None = None, *, at_least: int = 0) -> int:
        """An integer.

        Raises:
            SettingsError: as for `number`, or the value has a fraction.
        """
        value = self.number(name, default, at_least=at_least)
        if not value.is_integer():
            raise SettingsError(f"environment variable {name} is {value}, but it must be an integer")
        return int(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of several values.

        Raises:
            SettingsError: missing without a default, or another value.
        """
        value = self.text(name, default)
        if value not in choices:
            raise SettingsError(f"environment variable {name} is {value!r}; choices: {', '.join(choices)}")
        return value
