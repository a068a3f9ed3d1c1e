"""Shared by the services: settings, clock, logs and background tasks."""

import asyncio
import json
import logging
from typing import Any

import pytest

from services.common import tasks
from services.common.clock import ScaledClock, clock_from
from services.common.database_settings import DatabaseSettings
from services.common.kafka import KafkaSettings
from services.common.logs import JsonFormatter
from services.common.settings import Environment, SettingsError
from services.common.tasks import Wake, keep_running
from services.dispatcher import settings as dispatcher_settings
from services.migrate.sign_in import master_settings
from services.orders import settings as orders_settings
from services.orders.admission import Admission

SHARED = {
    "CELL": "lisbon",
    "KAFKA_BOOTSTRAP_SERVERS": "b-1:9098",
    "AWS_REGION": "eu-south-2",
    "ORDER_EVENTS_TOPIC": "order-events",
    "COURIER_EVENTS_TOPIC": "courier-events",
    "COURIER_LOCATIONS_TOPIC": "courier-locations",
    "ASSIGNMENT_PROPOSALS_TOPIC": "assignment-proposals",
    "FAILED_RECORDS_TOPIC": "failed-records",
}
DATABASE = {"DATABASE_HOST": "writer", "DATABASE_NAME": "orders", "DATABASE_USER": "orders_service"}
ORDERS = (
    SHARED
    | DATABASE
    | {
        "CITY": "lisbon",
        "PAYMENTS_URL": "https://payments.test",
        "TICKETS_TABLE": "lisbon-tickets",
        "WEBSOCKET_URL": "wss://cell.test/live",
        "TOKEN_ISSUER": "https://issuer.test",
        "TOKEN_AUDIENCE": "citycell",
        "TOKEN_JWKS_URL": "https://issuer.test/jwks.json",
        "ORDER_EXPIRY_SECONDS": "5400",
    }
)


def test_the_order_service_reads_its_settings() -> None:
    """The documented variables are sufficient, and the defaults are those of AWS."""
    settings = orders_settings.read_settings(Environment(ORDERS))

    assert (settings.cell, settings.port, settings.order_expiry_seconds) == ("lisbon", 8080, 5400.0)
    assert Admission(city="lisbon", zone=None, is_draining=False) == settings.admission
    assert DatabaseSettings(
        "writer", 5432, "orders", "orders_service", "iam", "verify-full", "system", None, "eu-south-2"
    ) == (settings.database)
    assert KafkaSettings("b-1:9098", "iam", None, None, "eu-south-2") == settings.kafka


def test_a_draining_zone_is_read() -> None:
    """A cell of one zone that drains has both variables."""
    settings = orders_settings.read_settings(Environment(ORDERS | {"ZONE": "north", "DRAIN": "true"}))

    assert Admission(city="lisbon", zone="north", is_draining=True) == settings.admission


def test_the_dispatcher_reads_its_settings() -> None:
    """The documented variables are sufficient."""
    settings = dispatcher_settings.read_settings(Environment(SHARED))

    assert (
        settings.cell,
        settings.interval_seconds,
        settings.assignment_proposals_topic,
    ) == ("lisbon", 30.0, "assignment-proposals")


@pytest.mark.parametrize("name", sorted(ORDERS))
@pytest.mark.parametrize("value", [None, ""])
def test_the_error_of_a_missing_variable_names_it(name: str, value: str | None) -> None:
    """This holds for every variable without a default, also when it is empty."""
    variables = {key: text for key, text in ORDERS.items() if key != name} | ({} if value is None else {name: value})

    with pytest.raises(SettingsError, match=rf"^environment variable {name} is missing$"):
        orders_settings.read_settings(Environment(variables))


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "http", "must be a number"),
        ("PORT", "80.5", "must be an integer"),
        ("PORT", "0", "must be at least 1"),
        ("PORT", "nan", "must be at least 1"),
        ("DRAIN", "yes", "choices: true, false"),
        ("ORDER_EXPIRY_SECONDS", "-1", "must be at least 1"),
        ("KAFKA_AUTH", "tls", "choices: iam, scram, none"),
        ("KAFKA_AUTH", "scram", "KAFKA_USERNAME is missing"),
        ("DATABASE_AUTH", "password", "DATABASE_PASSWORD is missing"),
        ("DATABASE_SSLMODE", "prefer", "choices: verify-full, require, disable"),
        ("PLATFORM_CLOCK", "fast", "not <wall epoch>:<platform epoch>:<speed>"),
        ("PLATFORM_CLOCK", "1:2", "not <wall epoch>:<platform epoch>:<speed>"),
        ("PLATFORM_CLOCK", "1:2:0", "speed must be greater than 0"),
        ("PLATFORM_CLOCK", "1:nan:1", "speed must be greater than 0"),
        ("PLATFORM_CLOCK", "1:2:inf", "speed must be greater than 0"),
    ],
)
def test_a_value_out_of_range_is_explained(name: str, value: str, message: str) -> None:
    """The error has the choices or the range."""
    with pytest.raises(SettingsError, match=message):
        orders_settings.read_settings(Environment(ORDERS | {name: value}))


@pytest.mark.parametrize("secret", ["", "{", "[]", "7", '{"username": "master"}'])
def test_the_masters_secret_is_checked(secret: str) -> None:
    """The error of an invalid secret does not show it; without a secret the variables are used."""
    environment = Environment(DATABASE | {"DATABASE_SECRET": secret, "AWS_REGION": "r"})
    if not secret:
        assert master_settings(environment).user == "orders_service"
        return
    with pytest.raises(
        SettingsError, match=r"^environment variable DATABASE_SECRET is not JSON with username and password$"
    ):
        master_settings(environment)


def test_the_masters_secret_signs_in() -> None:
    """User and password come from the secret."""
    secret = json.dumps({"username": "master", "password": "word"})
    settings = master_settings(Environment(DATABASE | {"DATABASE_SECRET": secret}))

    assert (settings.user, settings.auth, settings.password) == ("master", "password", "word")


def test_platform_time_is_wall_time_by_default() -> None:
    """A replay runs faster, from a common start."""
    fast = clock_from(Environment({"PLATFORM_CLOCK": "1000:50000:60"}))
    assert clock_from(Environment({})) == ScaledClock()

    at_wall = ScaledClock(fast.wall_epoch, fast.platform_epoch, fast.speed, wall=lambda: 1010.0)

    assert (at_wall.now(), at_wall.wall_seconds(30)) == (50_600.0, 0.5)


def test_a_log_line_is_one_object() -> None:
    """The fields of `extra` and the exception are in the object, with values of any type."""
    logger = logging.getLogger("orders.test")
    error = ValueError("line one\nline two")
    record = logger.makeRecord(
        "orders.test", logging.WARNING, __file__, 1, "took %d ms", (7,), (ValueError, error, None), extra={"odd": {1}}
    )

    line = JsonFormatter(service="orders").format(record)

    document: dict[str, Any] = json.loads(line)
    assert "\n" not in line
    assert tuple(document[key] for key in ("level", "message", "service", "odd")) == (
        "warning",
        "took 7 ms",
        "orders",
        [1],
    )
    assert "ValueError: line one" in document["exception"]


async def test_a_failed_round_is_followed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A background task continues after a failure, which is logged, and ends when it is cancelled."""
    monkeypatch.setattr(tasks, "MAX_WAIT_SECONDS", 0.0)
    rounds: list[int] = []
    enough = asyncio.Event()

    async def work() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("the first fails")
        enough.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(keep_running("test", work))
    async with asyncio.timeout(10):
        await enough.wait()
    task.cancel()

    with pytest.raises(asyncio.CancelledError):
        await task
    assert rounds == [0, 1]
    assert [record.getMessage() for record in caplog.records] == ["round failed"]


async def test_a_wait_ends_early_or_after_the_polling_time() -> None:
    """It ends at once when there is work, and after the polling time otherwise; the next wait starts over."""
    rung = Wake(3600.0)
    rung.set()
    async with asyncio.timeout(5):
        await rung.wait()
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await rung.wait()

    async with asyncio.timeout(5):
        await Wake(0.01).wait()
