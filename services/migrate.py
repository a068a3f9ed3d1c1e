"""`python -m services.migrate`: migrate the database to the newest schema.

Runs as the master user before the services start: a Fargate task on AWS, the same command locally. Waits for the
database, takes a lock so that two runs do not overlap, and changes nothing when the schema is current.
"""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any, Final

import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from .common.backoff import Backoff
from .common.database import SCHEMA, DatabaseSettings
from .common.settings import Environment, SettingsError

MIGRATIONS: Final = Path(__file__).parent / "migrations"
LOCK_KEY: Final = 0x6D69_6772
"""Advisory lock of migrations: any number that nothing else uses."""

MAX_WAIT_SECONDS: Final = 0.5
"""The longest wait between attempts to connect."""


class MigrationError(Exception):
    """The migration failed; the message is one line."""


def main() -> int:
    """Migrate; return 0 when the schema is current, or 2 after a one-line message.

    `DATABASE_SECRET` (the JSON of the master user's secret) has user and password on AWS; locally `DATABASE_USER` and
    `DATABASE_PASSWORD` have them. `DATABASE_DEADLINE_SECONDS` is how long to wait for the database.
    """
    environment = Environment(os.environ)
    try:
        settings = master_settings(environment)
        migrate(settings, deadline_seconds=environment.number("DATABASE_DEADLINE_SECONDS", 120))
    except (SettingsError, MigrationError) as error:
        print(f"migrate: {error}", file=sys.stderr)
        return 2
    return 0


def master_settings(environment: Environment) -> DatabaseSettings:
    """Settings of the master user: from the secret if there is one, else from the variables of services.

    Raises:
        SettingsError: a variable is missing, or the secret is not the JSON of RDS.
    """
    secret = environment.optional("DATABASE_SECRET")
    if secret is None:
        return DatabaseSettings.from_environment(environment)
    try:
        document = json.loads(secret)
        user, password = str(document["username"]), str(document["password"])
    except (ValueError, KeyError, TypeError):
        raise SettingsError("environment variable DATABASE_SECRET is not JSON with username and password") from None
    return DatabaseSettings.from_environment(
        environment.with_values({"DATABASE_USER": user, "DATABASE_PASSWORD": password, "DATABASE_AUTH": "password"})
    )


def migrate(settings: DatabaseSettings, *, deadline_seconds: float) -> None:
    """Run every missing migration, then set roles and grants.

    Raises:
        MigrationError: the database did not respond in time, or a statement failed.
    """
    _connect_until(settings, time.monotonic() + deadline_seconds).close()
    engine = sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=lambda: _connect(settings), poolclass=sqlalchemy.NullPool
    )
    try:
        with engine.begin() as connection:
            _upgrade(connection)
    except (psycopg.Error, SQLAlchemyError) as error:
        raise MigrationError(f"{settings.host}:{settings.port}/{settings.name}: {_first_line(error)}") from error


def _upgrade(connection: sqlalchemy.Connection) -> None:
    connection.exec_driver_sql(f"select pg_advisory_xact_lock({LOCK_KEY})")
    connection.exec_driver_sql(f"create schema if not exists {SCHEMA}")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.exec_driver_sql((MIGRATIONS / "grants.sql").read_text())


def _connect(settings: DatabaseSettings) -> psycopg.Connection[Any]:
    return psycopg.connect(**settings.connect_arguments(), options=f"-c search_path={SCHEMA}")


def _connect_until(settings: DatabaseSettings, deadline: float) -> psycopg.Connection[Any]:
    backoff = Backoff(max_seconds=MAX_WAIT_SECONDS)
    while True:
        try:
            return _connect(settings)
        except psycopg.OperationalError as error:
            if time.monotonic() >= deadline:
                raise MigrationError(
                    f"no database at {settings.host}:{settings.port}/{settings.name}: {_first_line(error)}"
                ) from error
            backoff.wait_in_thread()


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", maxsplit=1)[0]


if __name__ == "__main__":
    sys.exit(main())
