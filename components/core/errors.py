"""The errors of this package: all of them end a Pulumi program with one clean line and no stack trace."""

from collections.abc import Iterable

import pulumi


class ArgumentError(pulumi.RunError):
    """An argument or a setting that cannot be used; raised before the component's first child exists.

    The text says which component, which argument, the value, the limit, and the choices when there are some.
    """

    def __init__(self, subject: str, argument: str, value: object, limit: str, choices: Iterable[str] = ()) -> None:
        text = f"{subject}: {argument} is {value!r}, but {limit}"
        listed = ", ".join(choices)
        super().__init__(f"{text}; choose from: {listed}" if listed else text)
