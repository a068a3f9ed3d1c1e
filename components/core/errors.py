"""Errors of the components. They end a Pulumi program with one line and no stack trace."""

import difflib
from collections.abc import Iterable

import pulumi


class ArgumentError(pulumi.RunError):
    """An invalid argument or setting; raised before the component's first child exists.

    The text has the component, the argument, the value, the limit, and the choices if there are any.
    """

    def __init__(self, subject: str, argument: str, value: object, message: str, choices: Iterable[str] = ()) -> None:
        self.argument, self.value, self.message = argument, value, message
        self.choices = tuple(choices)
        text = f"{subject}: {argument} is {value!r}, but {message}"
        listed = ", ".join(self.choices)
        super().__init__(f"{text}; choose from: {listed}" if listed else text)


def nearest_name(name: str, known: Iterable[str], prefix: str = "") -> str:
    """The end of a message about an unknown name: the most similar known one after a prefix, if any is similar."""
    near = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {prefix}{near[0]}?" if near else ""
