"""PostgreSQL connections: a password locally, a short-lived IAM token on AWS."""

import asyncio
from dataclasses import dataclass
from typing import Any, Final

import boto3
import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from .settings import Environment

Connection = psycopg.AsyncConnection[DictRow]
"""A connection whose rows are dictionaries by column name."""

SCHEMA: Final = "delivery"
"""The schema of the tables."""

SESSION: Final = f"-c search_path={SCHEMA} -c statement_timeout=10s -c idle_in_transaction_session_timeout=30s"
"""Options of a service's sessions: no session may hold a lock for long."""

Pool = AsyncConnectionPool[Connection]


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    """Address of the database and sign-in (`DATABASE_…` in `docs/architecture.md`)."""

    host: str
    port: int
    name: str
    user: str
    auth: str
    sslmode: str
    sslrootcert: str | None
    password: str | None
    region: str | None

    @classmethod
    def from_environment(cls, environment: Environment) -> "DatabaseSettings":
        """Read `DATABASE_HOST`, `_PORT`, `_NAME`, `_USER`, `_AUTH`, `_SSLMODE`, and the variables of the sign-in.

        `DATABASE_SSLROOTCERT` is libpq's `system` by default for `verify-full`; the image sets it to the RDS roots.

        Raises:
            SettingsError: a variable is missing or out of range.
        """
        auth = environment.choice("DATABASE_AUTH", ("iam", "password"), "iam")
        sslmode = environment.choice("DATABASE_SSLMODE", ("verify-full", "require", "disable"), "verify-full")
        return cls(
            host=environment.text("DATABASE_HOST"),
            port=environment.integer("DATABASE_PORT", 5432, at_least=1),
            name=environment.text("DATABASE_NAME"),
            user=environment.text("DATABASE_USER"),
            auth=auth,
            sslmode=sslmode,
            sslrootcert=environment.text("DATABASE_SSLROOTCERT", "system") if sslmode == "verify-full" else None,
            password=environment.text("DATABASE_PASSWORD") if auth == "password" else None,
            region=environment.text("AWS_REGION") if auth == "iam" else None,
        )

    def connect_arguments(self) -> dict[str, Any]:
        """Arguments of a new connection; an IAM token is valid for 15 minutes, so each connection gets a new one.

        https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.Connecting.Python.html
        """
        password = self.password or boto3.client("rds", region_name=self.region).generate_db_auth_token(
            DBHostname=self.host, Port=self.port, DBUsername=self.user
        )
        arguments = {
            "host": self.host,
            "port": self.port,
            "dbname": self.name,
            "user": self.user,
            "password": password,
            "sslmode": self.sslmode,
            "connect_timeout": 5,
        }
        return arguments if self.sslrootcert is None else {**arguments, "sslrootcert": self.sslrootcert}


def open_pool(settings: DatabaseSettings, *, max_size: int = 10) -> Pool:
    """A pool that opens in the background, so that a service starts (unhealthy) while its database is unavailable.

    Connections are checked before use: after a failover of the writer the first request gets a working one.
    """

    async def arguments() -> dict[str, Any]:
        opened_with = await asyncio.to_thread(settings.connect_arguments)
        return {**opened_with, "options": SESSION, "row_factory": dict_row}

    return AsyncConnectionPool[Connection](
        kwargs=arguments,
        connection_class=psycopg.AsyncConnection[DictRow],
        min_size=2,
        max_size=max_size,
        open=False,
        timeout=5.0,
        reconnect_timeout=10.0,
        check=AsyncConnectionPool[Connection].check_connection,
    )
