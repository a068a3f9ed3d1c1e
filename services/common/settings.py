"""Settings from environment variables, typed, with errors that name the variable."""

from collections.abc import Mapping


class SettingsError(Exception):
    """The environment does not fit; the text names the variable and is all that the operator needs."""


class Environment:
    """Reads variables as types; `docs/architecture.md` lists them all."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables

    def with_values(self, values: Mapping[str, str]) -> "Environment":
        """The same variables with some set anew."""
        return Environment({**self._variables, **values})

    def optional(self, name: str) -> str | None:
        """A text, or None when the variable is missing or empty."""
        return self._variables.get(name) or None

    def text(self, name: str, default: str | None = None) -> str:
        """A text.

        Raises:
            SettingsError: missing or empty, and there is no default.
        """
        value = self.optional(name) or default
        if value is None:
            raise SettingsError(f"environment variable {name} is missing")
        return value

    def number(self, name: str, default: float | None = None, *, at_least: float = 0.0) -> float:
        """A number.

        Raises:
            SettingsError: missing without a default, no number, or too small.
        """
        text = self.text(name, None if default is None else str(default))
        try:
            value = float(text)
        except ValueError:
            raise SettingsError(f"environment variable {name} is {text!r}, and a number is needed") from None
        if not value >= at_least:
            raise SettingsError(f"environment variable {name} is {text}, and must be at least {at_least:g}")
        return value

    def integer(self, name: str, default: int | None = None, *, at_least: int = 0) -> int:
        """A whole number.

        Raises:
            SettingsError: as `number`, or it has a fraction.
        """
        value = self.number(name, default, at_least=at_least)
        if not value.is_integer():
            raise SettingsError(f"environment variable {name} is {value}, and a whole number is needed")
        return int(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> str:
        """One of several words.

        Raises:
            SettingsError: missing without a default, or another word.
        """
        value = self.text(name, default)
        if value not in choices:
            raise SettingsError(f"environment variable {name} is {value!r}; choices: {', '.join(choices)}")
        return value
