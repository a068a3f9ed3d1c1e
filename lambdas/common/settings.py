"""The environment that the stack gives a function; `docs/architecture.md` lists the names."""

import os


def required(name: str) -> str:
    """The value of a variable that the stack always sets.

    Raises:
        RuntimeError: it is missing, so the function was deployed without something that it uses.
    """
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"environment variable {name} is not set: the stack gives it to every function that uses it")
    return value


def is_on(name: str) -> bool:
    """Whether a variable says `true`; a missing one says no."""
    return os.environ.get(name, "").lower() == "true"
