"""Errors of the command. Each text is one line: what happened, and what to do."""

from typing import Final

MAX_TEXT: Final = 300


class CellsError(Exception):
    """The command cannot begin, or cannot go on; nothing was changed since the last line that it printed."""


class StoppedError(Exception):
    """A wave failed; some cells may have the new version."""


def one_line(text: str) -> str:
    """A text without line breaks and control characters, shortened."""
    flat = " ".join(text.split())
    plain = "".join(character if character.isprintable() else "?" for character in flat)
    return plain if len(plain) <= MAX_TEXT else f"{plain[: MAX_TEXT - 1]}…"
