"""Why a release stops. Each text is one line for the person who runs it.

ReleaseError
├── AlarmError        an alarm is in ALARM or cannot be read
├── ChangedError      someone else moved an alias
├── WentBackError     the release failed, and every alias is on its old version
└── StuckError        an alias is neither on its old version nor done
"""

from typing import ClassVar


class ReleaseError(Exception):
    """The release cannot begin, or cannot go on."""

    exit_code: ClassVar[int] = 2
    """Of the command that ends with it."""


class AlarmError(ReleaseError):
    """An alarm is in ALARM, or its state cannot be read."""


class ChangedError(ReleaseError):
    """An alias is not as this release left it."""


class WentBackError(ReleaseError):
    """The release failed, and every alias is where it was."""

    exit_code = 1


class StuckError(ReleaseError):
    """An alias is not where it was and not where it should be."""

    exit_code = 3
