"""Which migrations a run applies, from those of the release and those that the database has had. Pure."""

from collections.abc import Mapping, Sequence
from itertools import takewhile

from .errors import MigrationError
from .files import Migration, Phase, phase_of


def pending(files: Sequence[Migration], applied: Mapping[str, str], phase: Phase, *, new: bool) -> Sequence[Migration]:
    """The migrations to apply now, in order.

    Args:
        files: all migrations of the release, in order.
        applied: name and checksum of each migration that the database has had.
        phase: the phase to run.
        new: whether no run was ever completed. No code uses such a database, so every file is safe at once.

    Raises:
        MigrationError: the database and the release do not fit together.
    """
    _check_history(files, applied)
    waiting = [migration for migration in files if migration.name not in applied]
    if phase is Phase.CONTRACT:
        return _contracting(waiting, new=new)
    if new:
        return waiting
    return _expanding(waiting)


def _contracting(waiting: Sequence[Migration], *, new: bool) -> Sequence[Migration]:
    missing = next((migration for migration in waiting if migration.phase is Phase.EXPAND), None)
    if missing is not None or new:
        what = f"{missing.name} is not applied" if missing else "no expand phase was completed"
        raise MigrationError(f"the contract phase must wait: {what}; run the phase expand first")
    return waiting


def _expanding(waiting: Sequence[Migration]) -> Sequence[Migration]:
    now = list(takewhile(lambda migration: migration.phase is Phase.EXPAND, waiting))
    later = waiting[len(now) :]
    stuck = next((migration for migration in later if migration.phase is Phase.EXPAND), None)
    if stuck is not None:
        raise MigrationError(
            f"{stuck.name} comes after {later[0].name}, which waits for services of its own release: deploy that "
            f"release first, or give {later[0].name} a number after {stuck.name}"
        )
    return now


def _check_history(files: Sequence[Migration], applied: Mapping[str, str]) -> None:
    """What was applied must be the beginning of the release's files, unchanged; a newer release may have expanded."""
    known = {migration.name: migration for migration in files}
    for name, checksum in applied.items():
        if name in known and known[name].checksum != checksum:
            raise MigrationError(f"{name} changed after it was applied: restore the file and add a next one")
        if name not in known and phase_of(name) is Phase.CONTRACT:
            raise MigrationError(f"the database has had {name}, which this release does not know: it is too old")
    newest = max((name for name in applied if name in known), default="")
    skipped = next((name for name in known if name < newest and name not in applied), None)
    if skipped is not None:
        raise MigrationError(f"{skipped} comes before {newest}, which is applied: give it the next number")
