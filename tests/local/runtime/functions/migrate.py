"""The function of the minimal stack: it records each of its invocations in the database."""

import os
from collections.abc import Mapping
from typing import Any

import psycopg


def handle(event: Mapping[str, Any], _context: object) -> str:
    """Record the phase; `broken` fails."""
    if event["phase"] == "broken":
        raise ValueError("no such column")
    with psycopg.connect(
        host=os.environ["DATABASE_HOST"],
        port=os.environ["DATABASE_PORT"],
        dbname=os.environ["DATABASE_NAME"],
        user=os.environ["DATABASE_USER"],
        password=os.environ["DATABASE_PASSWORD"],
        sslmode=os.environ["DATABASE_SSLMODE"],
    ) as connection:
        connection.execute("create table if not exists runs (id bigint generated always as identity, phase text)")
        connection.execute("insert into runs (phase) values (%s)", (event["phase"],))
    return "done"
