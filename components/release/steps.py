"""The steps of a shift: shares of the new version in percent, up to 100."""

from typing import Final

WHOLE: Final = 100
MIN_SHARE: Final = 1
MAX_SHARE: Final = 99


def canary(share: int) -> tuple[int, ...]:
    """A small share first, then everything."""
    return (share, WHOLE)


def linear(share: int) -> tuple[int, ...]:
    """Equal shares until everything is moved; the last one may be smaller."""
    return (*range(share, WHOLE, share), WHOLE)


def at_once() -> tuple[int, ...]:
    """Everything, which is still watched and can go back."""
    return (WHOLE,)


def remaining(steps: tuple[int, ...], reached: int) -> tuple[int, ...]:
    """The steps after a share that an interrupted release reached; that share itself is watched again first."""
    later = tuple(share for share in steps if share > reached)
    return (reached, *later) if reached else later
