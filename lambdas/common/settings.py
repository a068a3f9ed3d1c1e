"""Environment variables of functions; `docs/architecture.md` lists them."""

import os


def required(name: str) -> str:
    """The value of a variable that the stack sets.

    Raises:
        RuntimeError: it is missing or empty.
    """
    value = os.environ.get(name)
    if not value:
        raise RuntimeError(f"environment variable {name} is not set; the stack sets it for every function that uses it")
    return value


def is_on(name: str) -> bool:
    """Whether a variable is `true`; a missing one is not."""
    return os.environ.get(name, "").lower() == "true"
