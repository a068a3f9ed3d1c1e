"""Real brokers and stores for tests: one of each a session, started when the first test asks for it.

A test of the data path is worth nothing against a fake, so these never skip: a part that cannot start fails the test.
"""

import gc
from collections.abc import Generator

import pytest
from xdist.remote import Producer

from local.backing_services.dynamodb import DynamoDB
from local.backing_services.kafka import Kafka
from local.backing_services.postgres import Postgres
from local.backing_services.valkey import Valkey
from tests.scheduling import ByUnit, position


def pytest_configure() -> None:
    """Collect garbage less often: the modules of the SDK are a million objects, and each full pass looks at them all.

    A city on mocks takes 40 % less time so, in 30 MiB more.
    """
    gc.set_threshold(100_000, 10, 10)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByUnit:
    """Spread the tests over the processes of `make test` by units of work, in the order of `position`."""
    config.option.loadscopereorder = False
    return ByUnit(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the tests of a run over several processes; a single process keeps the order of the files."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: position(item.nodeid))


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Postgres]:
    """PostgreSQL with database `orders` and master user `master`; `dsn()` is its superuser's connection string."""
    with Postgres(tmp_path_factory.mktemp("postgres")) as server:
        yield server


@pytest.fixture(scope="session")
def valkey_server(tmp_path_factory: pytest.TempPathFactory) -> Generator[Valkey]:
    """Valkey in cluster mode; `address` is `host:port`."""
    with Valkey(tmp_path_factory.mktemp("valkey")) as server:
        yield server


@pytest.fixture(scope="session")
def kafka_broker(tmp_path_factory: pytest.TempPathFactory) -> Generator[Kafka]:
    """Kafka without sign-in; topics are made by the test, under names of its own. `address` is `host:port`."""
    with Kafka(tmp_path_factory.mktemp("kafka")) as server:
        yield server


@pytest.fixture(scope="session")
def dynamodb_local(tmp_path_factory: pytest.TempPathFactory) -> Generator[DynamoDB]:
    """DynamoDB Local; tables are made by the test, under names of its own. `endpoint` is its URL."""
    with DynamoDB(tmp_path_factory.mktemp("dynamodb")) as server:
        yield server
