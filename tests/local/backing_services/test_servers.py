"""Each server keeps its data over a crash and a restart."""

import uuid
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from confluent_kafka import Consumer, KafkaError, Producer
from confluent_kafka.cimpl import NewTopic

from local.backing_services.dynamodb import DynamoDB
from local.backing_services.kafka import Kafka
from local.backing_services.postgres import Postgres
from local.backing_services.process import start_time, wait_until
from local.backing_services.server import Server
from local.backing_services.valkey import Valkey
from local.errors import LocalError

pytestmark = [pytest.mark.city, pytest.mark.timeout(150)]


def _kafka_write(server: Server) -> None:
    assert isinstance(server, Kafka)
    server.create_topics(NewTopic("kept", 1, 1))
    producer = Producer({**server.client_settings, "acks": "all"})
    producer.produce("kept", b"value")
    assert producer.flush(20) == 0


def _kafka_read(server: Server) -> bytes:
    assert isinstance(server, Kafka)
    consumer = Consumer({**server.client_settings, "group.id": uuid.uuid4().hex, "auto.offset.reset": "earliest"})
    consumer.subscribe(["kept"])
    try:
        message = consumer.poll(30)
        assert message is not None
        return message.value() or b""
    finally:
        consumer.close()


def _postgres_write(server: Server) -> None:
    assert isinstance(server, Postgres)
    with psycopg.connect(server.dsn()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 'value' AS word")


def _postgres_read(server: Server) -> bytes:
    assert isinstance(server, Postgres)
    with psycopg.connect(server.dsn()) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    assert row is not None
    return str(row[0]).encode()


def _valkey_write(server: Server) -> None:
    assert isinstance(server, Valkey)
    with server.client() as client:
        client.set("kept", "value")


def _valkey_read(server: Server) -> object:
    assert isinstance(server, Valkey)
    with server.client() as client:
        return client.get("kept")


def _dynamodb_write(server: Server) -> None:
    assert isinstance(server, DynamoDB)
    client = server.client()
    client.create_table(
        TableName="kept",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "key", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "key", "KeyType": "HASH"}],
    )
    client.put_item(TableName="kept", Item={"key": {"S": "a"}, "word": {"S": "value"}})


def _dynamodb_read(server: Server) -> bytes:
    assert isinstance(server, DynamoDB)
    item = server.client().get_item(TableName="kept", Key={"key": {"S": "a"}}).get("Item", {})
    return item["word"].get("S", "").encode()


@pytest.mark.parametrize(
    ("server_class", "write", "read"),
    [
        pytest.param(Kafka, _kafka_write, _kafka_read, id="kafka"),
        pytest.param(Postgres, _postgres_write, _postgres_read, id="postgres"),
        pytest.param(Valkey, _valkey_write, _valkey_read, id="valkey"),
        pytest.param(DynamoDB, _dynamodb_write, _dynamodb_read, id="dynamodb"),
    ],
)
def test_data_survives_crash_and_restart(
    tmp_path: Path,
    server_class: type[Server],
    write: Callable[[Server], None],
    read: Callable[[Server], object],
) -> None:
    """Acknowledged data exists after `kill -9` and after a restart, at the same address."""
    with server_class(tmp_path) as server:
        address, first = server.address, server.pid
        assert first is not None
        write(server)
        server.kill()
        assert not server.alive
        server.start()
        assert read(server) == b"value"
        server.stop()
        server.start()
        assert read(server) == b"value"
        assert server.address == address
        last = server.pid
        assert last is not None
    assert [start_time(pid) for pid in (first, last)] == [None, None]


def test_kafka_rejects_unknown_users(tmp_path: Path) -> None:
    """With authentication, the administrator can create topics and an unknown user cannot connect."""
    with Kafka(tmp_path, auth="scram") as kafka:
        kafka.create_topics(NewTopic("known", 1, 1))
        assert "known" in kafka.admin().list_topics(timeout=10).topics
        errors: list[str] = []

        def note_error(error: KafkaError) -> None:
            errors.append(error.name())

        stranger = Producer({**kafka.settings_for("stranger", "guess"), "error_cb": note_error})
        assert wait_until(lambda: bool(stranger.poll(0.1)) or "_AUTHENTICATION" in errors, 15)


def test_valkey_rejects_commands_across_slots(valkey_server: Valkey) -> None:
    """A command on keys of two slots fails as on a sharded cluster."""
    with valkey_server.client() as client, pytest.raises(Exception, match=r"CROSSSLOT|same slot"):
        client.execute_command("MGET", "a", "b")


def test_postgres_master_is_not_a_superuser(postgres_server: Postgres) -> None:
    """The master user can create IAM roles, as on Aurora, and is not a superuser."""
    postgres_server.set_password("master", "secret")
    with psycopg.connect(postgres_server.dsn("master", "secret")) as connection:
        connection.execute("CREATE ROLE some_service LOGIN IN ROLE rds_iam")
        connection.execute("CREATE TABLE made_by_master (id int)")
        connection.rollback()
        assert connection.execute("SHOW is_superuser").fetchone() == ("off",)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(postgres_server.dsn("master", "wrong"))


def test_port_in_use_names_the_process(tmp_path: Path, valkey_server: Valkey) -> None:
    """The error has the port and the process that uses it."""
    with pytest.raises(LocalError, match=rf"port {valkey_server.port} .*\(process {valkey_server.pid}\)"):
        Valkey(tmp_path, port=valkey_server.port).start()
