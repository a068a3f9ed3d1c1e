"""PostgreSQL connections: a password locally, a short-lived IAM token on AWS."""

import asyncio
from typing import Any, Final

import psycopg
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from .database_settings import SCHEMA, DatabaseSettings

Connection = psycopg.AsyncConnection[DictRow]
"""A connection whose rows are dictionaries by column name."""

SESSION: Final = f"-c search_path={SCHEMA} -c statement_timeout=10s -c idle_in_transaction_session_timeout=30s"
"""Options of a service's sessions: no session may hold a lock for long."""

Pool = AsyncConnectionPool[Connection]


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
