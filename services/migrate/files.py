"""The migrations as files: their names, their order and their checksums (`services/migrations/README.md`)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from .errors import MigrationError

FOLDER: Final = Path(__file__).parent.parent / "migrations"
GRANTS: Final = "grants.sql"
_NAME: Final = re.compile(r"(?P<number>\d{4})_(?P<phase>expand|contract)_[a-z0-9_]+")


class Phase(StrEnum):
    """When a migration runs."""

    EXPAND = "expand"
    """Before the new code starts: it only adds what the old code does not mind."""
    CONTRACT = "contract"
    """After the new code runs everywhere: it removes what only the old code used."""


def phase_of(name: str) -> Phase | None:
    """The phase in the name of a migration; None if the name is wrong."""
    named = _NAME.fullmatch(name)
    return Phase(named["phase"]) if named else None


@dataclass(frozen=True)
class Migration:
    """One migration."""

    name: str
    """The file's name without its suffix, such as `0007_expand_tips`."""
    phase: Phase
    sql: str

    @property
    def checksum(self) -> str:
        """What the database remembers, so that a later change of the file is found."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@dataclass(frozen=True)
class Migrations:
    """All migrations of a release in their order, and the grants that follow them."""

    files: Sequence[Migration]
    grants: str


def load(folder: Path = FOLDER) -> Migrations:
    """Read a folder.

    Raises:
        MigrationError: a name is wrong, a number is missing or is there twice, or there are no grants.
    """
    found = [_read(path) for path in sorted(folder.glob("*.sql")) if path.name != GRANTS]
    for number, migration in enumerate(found, start=1):
        if int(migration.name[:4]) != number:
            raise MigrationError(f"{migration.name}.sql has another number than {number:04}: numbers have no gaps")
    grants = folder / GRANTS
    if not found or not grants.is_file():
        raise MigrationError(f"{folder} has no migrations or no {GRANTS}")
    return Migrations(tuple(found), grants.read_text())


def _read(path: Path) -> Migration:
    phase = phase_of(path.stem)
    if phase is None:
        raise MigrationError(f"{path.name} is not named <four digits>_<expand or contract>_<what>.sql")
    return Migration(path.stem, phase, path.read_text())
