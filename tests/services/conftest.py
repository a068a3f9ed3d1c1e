"""A real PostgreSQL with the schema of `services.migrate`, emptied for each test."""

from collections.abc import AsyncGenerator, Generator
from pathlib import Path

import httpx
import psycopg
import pytest

from local.backing_services.kafka import Kafka
from local.backing_services.postgres import Postgres
from services.common.database import Pool, open_pool
from services.common.database_settings import DatabaseSettings
from services.migrate.runner import migrate

from .driver import Service, open_restaurant, service_of
from .fakes import Issuer, Provider
from .topics import Topics

TABLES = "restaurants, orders, order_contacts, couriers, payments, payment_tokens, payment_operations, outbox"


def settings_of(server: Postgres, user: str) -> DatabaseSettings:
    """The settings of a role of the test server; its password is its name."""
    return DatabaseSettings(
        host="127.0.0.1",
        port=server.port,
        name=server.database,
        user=user,
        auth="password",
        sslmode="disable",
        sslrootcert=None,
        password=user,
        region=None,
    )


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Postgres]:
    """PostgreSQL with the newest schema; the order service signs in as its own role."""
    folder: Path = tmp_path_factory.mktemp("postgres")
    server = Postgres(folder)
    server.start()
    try:
        for role in (server.master, "orders_service"):
            server.set_password(role, role)
        migrate(settings_of(server, server.master), deadline_seconds=30)
        yield server
    finally:
        server.stop()


@pytest.fixture
async def pool(server: Postgres) -> AsyncGenerator[Pool]:
    """The order service's pool, with empty tables."""
    with psycopg.connect(server.dsn(), options="-c search_path=delivery", autocommit=True) as connection:
        connection.execute(f"truncate {TABLES} restart identity")
    async with open_pool(settings_of(server, "orders_service")) as pool:
        yield pool


@pytest.fixture
async def provider(tmp_path: Path, unused_tcp_port: int) -> AsyncGenerator[Provider]:
    """The running payment provider."""
    provider = Provider(tmp_path / "journal", unused_tcp_port)
    await provider.start()
    yield provider
    await provider.stop()


@pytest.fixture
async def service(pool: Pool, provider: Provider) -> AsyncGenerator[Service]:
    """The order service with one restaurant and no orders."""
    await open_restaurant(pool)
    async with httpx.AsyncClient(timeout=5.0) as http:
        service = service_of(pool, provider, Issuer(), http)
        async with service.client:
            yield service


@pytest.fixture
def admin_dsn(server: Postgres) -> str:
    """The connection string of the superuser of the test server."""
    return server.dsn()


@pytest.fixture
def topics(kafka_broker: Kafka) -> Topics:
    """Topics of this test on the shared broker."""
    return Topics(kafka_broker)
