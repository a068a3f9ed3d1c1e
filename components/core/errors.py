"""The errors of this package: each ends a Pulumi program with one clean line and no stack trace."""

from collections.abc import Iterable

import pulumi


class ArgumentError(pulumi.RunError):
    """An argument or a setting that cannot be used; raised before the component's first child exists.

    The text names the component, the argument, the value, the limit, and the choices when there are some.
    """

    def __init__(self, subject: str, argument: str, value: object, message: str, choices: Iterable[str] = ()) -> None:
        self.argument, self.value, self.message = argument, value, message
        self.choices = tuple(choices)
        text = f"{subject}: {argument} is {value!r}, but {message}"
        listed = ", ".join(self.choices)
        super().__init__(f"{text}; choose from: {listed}" if listed else text)
