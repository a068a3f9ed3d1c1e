"""A minimal stack, run from its state with real servers."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import textwrap
import urllib.error
import urllib.request
from collections.abc import Generator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from confluent_kafka import Consumer, KafkaError, Message, Producer
from confluent_kafka.admin import AdminClient

from local.backing_services.process import start_time, wait_until
from local.errors import LocalError
from local.paths import ROOT
from local.runtime.addresses import load_addresses
from local.runtime.runtime import Runtime
from local.state import StackState, load_state

pytestmark = [pytest.mark.city, pytest.mark.timeout(180)]

STATE_FILE = Path(__file__).with_name("thin_state.json")
STATE = load_state(STATE_FILE)
SERVICE = "orders"
INVOCATION = "aws:lambda/invocation:Invocation"


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory) -> Generator[Runtime]:
    """The running minimal stack."""
    with Runtime(STATE, tmp_path_factory.mktemp("cell") / "thin", on_exit=lambda _: None) as runtime:
        yield runtime


def _service_url(cell: Runtime) -> str:
    ((url,),) = cell.targets.values()
    return url


def _service_environment(cell: Runtime) -> dict[str, str]:
    with urllib.request.urlopen(_service_url(cell), timeout=10) as answer:  # noqa: S310 - our own loopback address
        return json.loads(answer.read())


def _without(state: StackState, token: str) -> StackState:
    return StackState(state.stack, tuple(resource for resource in state.resources if resource.type != token))


def _with_invocation(state: StackState, number: int, **outputs: str) -> StackState:
    """The state with one invocation changed."""
    changed = state.of_type(INVOCATION)[number]
    replaced = dataclasses.replace(changed, outputs={**changed.outputs, **outputs})
    return StackState(state.stack, tuple(replaced if r is changed else r for r in state.resources))


def _children() -> set[int]:
    """Process ids of this process's children, other than the watchdog."""
    found: set[int] = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            command = (path / "cmdline").read_text()
        except OSError:
            continue
        if parent == str(os.getpid()) and "watchdog" not in command:
            found.add(int(path.name))
    return found


def test_topics_are_as_declared(cell: Runtime) -> None:
    """The broker has exactly the topics of the state, with their partitions."""
    topics = AdminClient(dict(cell.addresses.kafka)).list_topics(timeout=20).topics
    own = {name: len(topic.partitions) for name, topic in topics.items() if not name.startswith("__")}
    assert own == {"order-events": 3, "tracking-updates": 1}


def test_tables_are_as_declared(cell: Runtime) -> None:
    """DynamoDB has the table of the state with its index and TTL."""
    assert cell.dynamodb is not None
    client = cell.dynamodb.client()
    table = client.describe_table(TableName="thin-subscriptions")["Table"]
    assert [index.get("IndexName") for index in table.get("GlobalSecondaryIndexes", [])] == ["by-connection"]
    expiry = client.describe_time_to_live(TableName="thin-subscriptions")["TimeToLiveDescription"]
    assert expiry == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"}


def test_declared_invocations_ran_in_the_order_of_the_stack(cell: Runtime) -> None:
    """Each ran once, as the master user: one before the service, one after it."""
    with psycopg.connect(cell.addresses.postgres) as connection:
        assert connection.execute("select phase from runs order by id").fetchall() == [("expand",), ("contract",)]
        owner = "select tableowner from pg_tables where tablename = 'runs'"
        assert connection.execute(owner).fetchone() == ("cell_master",)


def test_service_has_the_environment_of_the_stack(cell: Runtime, monkeypatch: pytest.MonkeyPatch) -> None:
    """The service has the stack's variables with local addresses, and none of the runtime's own."""
    monkeypatch.setenv("CANARY", "sings")
    seen = _service_environment(cell)
    assert seen["CELL"] == "thin"
    assert seen["KAFKA_BOOTSTRAP_SERVERS"] == cell.addresses.kafka["bootstrap.servers"]
    assert seen["VALKEY_ENDPOINT"] == cell.addresses.valkey
    assert not {name for name in seen if name.startswith(("PYTEST", "CANARY", "CITYCELL", "PULUMI"))}
    assert not [value for value in seen.values() if "amazonaws.com" in value]


def test_service_connects_to_its_database(cell: Runtime) -> None:
    """The stack's database user connects with the password of the service."""
    seen = _service_environment(cell)
    with psycopg.connect(
        host=seen["DATABASE_HOST"],
        port=seen["DATABASE_PORT"],
        dbname=seen["DATABASE_NAME"],
        user=seen["DATABASE_USER"],
        password=seen["DATABASE_PASSWORD"],
        sslmode=seen["DATABASE_SSLMODE"],
    ) as connection:
        assert connection.execute("select current_user").fetchone() == ("orders_service",)


def _settings(cell: Runtime, role: str) -> dict[str, Any]:
    assert cell.kafka is not None
    return cell.kafka.settings_for(role, cell.kafka_password(role))


def _write(cell: Runtime, role: str, topic: str, *, idempotently: bool = False) -> str | None:
    """The error of a role that writes to a topic; None if it may."""
    met: list[str | None] = []

    def note(error: KafkaError | None, _: Message) -> None:
        met.append(error.name() if error else None)

    producer = Producer({**_settings(cell, role), "message.timeout.ms": 15_000, "enable.idempotence": idempotently})
    producer.produce(topic, b"value", on_delivery=note)
    assert producer.flush(30) == 0
    return met[0]


def _read(cell: Runtime, role: str, topic: str, group: str) -> str | None:
    """The error of a role that reads a topic in a group; None if it gets a record."""
    consumer = Consumer({**_settings(cell, role), "group.id": group, "auto.offset.reset": "earliest"})
    consumer.subscribe([topic])
    try:
        message = consumer.poll(30)
        assert message is not None, "neither a record nor an error"
        error = message.error()
        return error.name() if error else None
    finally:
        consumer.close()


def test_role_writes_only_its_topic(cell: Runtime) -> None:
    """A role may write its topic, idempotently if granted; the broker rejects writes to another."""
    assert _write(cell, "thin-writer", "order-events", idempotently=True) is None
    assert _write(cell, "thin-writer", "tracking-updates") == "TOPIC_AUTHORIZATION_FAILED"
    assert _write(cell, "thin-reader", "order-events") == "TOPIC_AUTHORIZATION_FAILED"


def test_role_reads_its_topic_in_its_group(cell: Runtime) -> None:
    """A role reads only the topic and in the group that it is granted."""
    assert _write(cell, "thin-writer", "order-events") is None
    assert _read(cell, "thin-reader", "order-events", "reader") is None
    assert _read(cell, "thin-reader", "tracking-updates", "reader") == "TOPIC_AUTHORIZATION_FAILED"
    assert _read(cell, "thin-reader", "order-events", "another") == "GROUP_AUTHORIZATION_FAILED"


def test_role_without_kafka_has_no_user(cell: Runtime) -> None:
    """A role without Kafka permissions has no user."""
    met: list[str] = []

    def note(error: KafkaError) -> None:
        met.append(error.name())

    producer = Producer({**_settings(cell, "thin-outsider"), "error_cb": note})
    assert wait_until(lambda: bool(producer.poll(0.1)) or "_AUTHENTICATION" in met, 15)


def test_killed_service_is_restarted(cell: Runtime) -> None:
    """A killed service is restarted on its port, and its exit is recorded."""
    before = len(cell.exits)
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        urllib.request.urlopen(f"{_service_url(cell)}/crash", timeout=10)  # noqa: S310 - our own loopback address
    assert wait_until(lambda: len(cell.exits) > before and cell.health()[SERVICE], 15)
    assert (cell.exits[-1].name, cell.exits[-1].exit_code) == (SERVICE, 7)

    def serves() -> bool:
        try:
            return _service_environment(cell)["CELL"] == "thin"
        except OSError:
            return False

    assert wait_until(serves, 15)


def test_killed_kafka_restarts_with_its_data(cell: Runtime) -> None:
    """After a kill and a start, Kafka has its acknowledged records and its ACLs."""
    assert cell.kafka is not None
    assert _write(cell, "thin-writer", "order-events") is None
    cell.kafka.kill()
    assert not cell.health()["kafka"]
    cell.kafka.start()
    assert _read(cell, "thin-reader", "order-events", "reader") is None
    assert _write(cell, "thin-writer", "tracking-updates") == "TOPIC_AUTHORIZATION_FAILED"


def test_second_start_is_rejected(cell: Runtime) -> None:
    """The same cell cannot run twice, and the first one continues."""
    with pytest.raises(LocalError, match="already runs"):
        Runtime(STATE, cell.directory).start()
    assert all(cell.health().values())
    assert load_addresses(cell.directory) == cell.addresses


def test_data_survives_a_stop_and_no_process_does(tmp_path: Path) -> None:
    """A stopped cell leaves no process; on the next start, with other ports, it has its data."""
    state = _without(STATE, "aws:dynamodb/table:Table")
    before = _children()
    with Runtime(state, tmp_path) as first:
        assert _write(first, "thin-writer", "order-events") is None
        ports = {part.name: part.port for part in first.servers}
    assert _children() == before
    with pytest.raises(LocalError, match="no cell runs"):
        load_addresses(tmp_path)
    with Runtime(state, tmp_path) as second:
        assert ports != {part.name: part.port for part in second.servers}
        assert _read(second, "thin-reader", "order-events", "reader") is None
        with psycopg.connect(second.addresses.postgres) as connection:
            assert connection.execute("select count(*) from runs").fetchone() == (4,)


@pytest.mark.parametrize("number", [0, 1])
@pytest.mark.parametrize(
    ("outputs", "message"),
    [
        ({"input": '{"phase": "broken"}'}, "failed: no such column"),
        ({"functionName": "thin-other"}, "failed: Function not found: thin-other"),
    ],
)
def test_a_failed_invocation_stops_everything(
    tmp_path: Path, number: int, outputs: dict[str, str], message: str
) -> None:
    """The error is one line that says what the function said, and no process is left."""
    broken = _with_invocation(STATE, number, **outputs)
    before = _children()
    with pytest.raises(LocalError, match=f"^{['expand', 'contract'][number]} {message}$"):
        Runtime(broken, tmp_path).start()
    assert _children() == before


def _run_command(state_file: Path, directory: Path) -> "subprocess.Popen[str]":
    script = textwrap.dedent("""
        import sys, time
        from pathlib import Path
        from local.runtime.runtime import Runtime
        from local.state import load_state
        with Runtime(load_state(Path(sys.argv[1])), Path(sys.argv[2])) as runtime:
            print(*[server.pid for server in runtime.servers], flush=True)
            time.sleep(600)
    """)
    return subprocess.Popen(
        [sys.executable, "-c", script, str(state_file), str(directory)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        text=True,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_command(tmp_path: Path, number: signal.Signals) -> None:
    """After Ctrl-C, and after the command is killed, no process of the cell runs."""
    with _run_command(STATE_FILE, tmp_path) as command:
        assert command.stdout is not None
        pids = [int(word) for word in command.stdout.readline().split()]
        assert len(pids) == 4
        command.send_signal(number)
        assert wait_until(lambda: [start_time(pid) for pid in pids] == [None] * 4, 30)


def _pid_files(directory: Path) -> list[Path]:
    return list(directory.glob("*/*.pid"))


def test_interrupted_start_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C during the start stops all processes, including those that start later."""
    with _run_command(STATE_FILE, tmp_path) as command:
        assert wait_until(lambda: bool(_pid_files(tmp_path)), 60)
        command.send_signal(signal.SIGINT)
        assert wait_until(lambda: command.poll() is not None, 30)
    assert _pid_files(tmp_path) == []
