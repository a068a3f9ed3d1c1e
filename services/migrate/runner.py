"""Runs migrations: one at a time, each file in one transaction, within a time limit."""

import time
from dataclasses import dataclass
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.pq import TransactionStatus

from ..common.backoff import Backoff
from ..common.database_settings import SCHEMA, DatabaseSettings
from .errors import MigrationError
from .files import GRANTS, Migration, Migrations, Phase, load
from .plan import pending
from .sign_in import SecretError, SignIn

LOCK_KEY: Final = 0x6D69_6772
"""Advisory lock of migrations: any number that nothing else uses."""

LOCK_SECONDS: Final = 5
"""How long a statement waits for a lock. What waits blocks all behind it, so it gives up soon and tries again."""

CONNECT_SECONDS: Final = 120.0
"""How long to wait for the database and for the permission to read its secret."""

MAX_WAIT_SECONDS: Final = 2.0
"""The longest wait between attempts."""

_BUSY: Final = (psycopg.errors.LockNotAvailable, psycopg.errors.DeadlockDetected)

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True)
class Deadline:
    """A point in time after which nothing new begins."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The point that many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def seconds(self) -> float:
        """How much time is left; zero or less when it is over."""
        return self.at - time.monotonic()


def migrate(
    settings: DatabaseSettings | SignIn,
    phase: Phase = Phase.EXPAND,
    *,
    deadline_seconds: float,
    migrations: Migrations | None = None,
) -> list[str]:
    """Apply what is missing of a phase, and the grants; return the names of the files that were applied.

    A second run at the same time waits for the first, and then finds nothing to do.

    Raises:
        MigrationError: the database did not respond in time, a statement failed, or release and database do not fit.
    """
    sign_in = settings if isinstance(settings, SignIn) else SignIn(lambda: settings)
    deadline = Deadline.after(deadline_seconds)
    found = migrations or load()
    connection = _connect(sign_in, deadline)
    try:
        with connection:
            _take_lock(connection, deadline)
            return _run(connection, found, phase, deadline)
    except psycopg.Error as error:
        raise MigrationError(f"the database refused: {first_line(error)}") from error


def _run(connection: Connection, migrations: Migrations, phase: Phase, deadline: Deadline) -> list[str]:
    _prepare(connection, migrations.files[0])
    rows = connection.execute("select name, checksum from migrations order by name").fetchall()
    applied = {str(name): str(checksum) for name, checksum in rows}
    new = applied.pop(GRANTS, None) is None
    waiting = pending(migrations.files, applied, phase, new=new)
    for migration in waiting:
        _apply(connection, migration, deadline)
    if phase is Phase.EXPAND:
        # A row for the grants also says that a run was completed: before that, no service can sign in.
        _apply(connection, Migration(GRANTS, Phase.EXPAND, migrations.grants), deadline)
    return [migration.name for migration in waiting]


def _prepare(connection: Connection, first: Migration) -> None:
    """Make the table of migrations; a schema that alembic made has had the first one and the grants."""
    with connection.transaction():
        connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(SCHEMA)))
        connection.execute(
            "create table if not exists migrations ("
            "name text primary key, phase text not null, checksum text not null, "
            "applied_at timestamptz not null default now())"
        )
        row = connection.execute("select to_regclass('alembic_version')").fetchone()
        if row is not None and row[0] is not None:
            for migration in (first, Migration(GRANTS, Phase.EXPAND, "")):
                _record(connection, migration)
            connection.execute("drop table alembic_version")


def _apply(connection: Connection, migration: Migration, deadline: Deadline) -> None:
    """Apply one file; while other sessions hold its locks, roll back and try again until the time is over."""
    backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
    reason = "did not begin"
    while deadline.seconds > 0:
        try:
            with connection.transaction():
                _execute(connection, migration, deadline)
        except _BUSY as error:
            reason = first_line(error)
            backoff.wait_in_thread()
        except psycopg.Error as error:
            raise MigrationError(f"{migration.name}: {first_line(error)}") from error
        else:
            return
    raise MigrationError(f"{migration.name}: {reason}, and the time limit is over; run it again")


def _execute(connection: Connection, migration: Migration, deadline: Deadline) -> None:
    limits = {"statement_timeout": max(1, int(deadline.seconds * 1000)), "lock_timeout": LOCK_SECONDS * 1000}
    for name, milliseconds in limits.items():
        connection.execute("select set_config(%s, %s, true)", (name, str(milliseconds)))
    # Sent without parameters, a text may have several statements. It comes from a file of the release only.
    connection.execute(migration.sql.encode())
    if connection.info.transaction_status != TransactionStatus.INTRANS:
        raise MigrationError(f"{migration.name} ends its own transaction: a file begins and commits none")
    _record(connection, migration)


def _record(connection: Connection, migration: Migration) -> None:
    connection.execute(
        "insert into migrations (name, phase, checksum) values (%s, %s, %s) "
        "on conflict (name) do update set checksum = excluded.checksum, applied_at = now()",
        (migration.name, migration.phase, migration.checksum),
    )


def _take_lock(connection: Connection, deadline: Deadline) -> None:
    """Take the lock of migrations for the session; it ends with the connection, whatever happens to this process."""
    backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
    while True:
        row = connection.execute("select pg_try_advisory_lock(%s)", (LOCK_KEY,)).fetchone()
        if row is not None and row[0]:
            return
        if deadline.seconds <= 0:
            raise MigrationError("another migration of this database was running until the time limit")
        backoff.wait_in_thread()


def _connect(sign_in: SignIn, deadline: Deadline) -> Connection:
    """Connect; a database that starts, and a right that IAM has not spread yet, get a while."""
    backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
    end = Deadline.after(min(CONNECT_SECONDS, deadline.seconds))
    while True:
        try:
            settings = sign_in.settings()
            return psycopg.connect(**settings.connect_arguments(), options=f"-c search_path={SCHEMA}", autocommit=True)
        except (psycopg.OperationalError, SecretError) as error:
            if end.seconds <= 0:
                raise MigrationError(f"no connection to the database: {first_line(error)}") from error
            backoff.wait_in_thread()


def first_line(error: Exception) -> str:
    """The first line of an error, which is what went wrong."""
    return str(error).strip().split("\n", maxsplit=1)[0]
