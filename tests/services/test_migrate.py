"""Migrations and what the order service's role may do."""

import psycopg
import pytest

from local.backing_services.postgres import Postgres
from services.migrate import migrate

from .conftest import settings_of

pytestmark = pytest.mark.city


def test_repeating_changes_nothing(server: Postgres) -> None:
    """A second run finds the newest schema and succeeds."""
    migrate(settings_of(server, server.master), deadline_seconds=10)

    with psycopg.connect(server.dsn()) as connection:
        assert connection.execute("select version_num from delivery.alembic_version").fetchall() == [("0001",)]
