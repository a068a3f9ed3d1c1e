"""A whole cell: starts and stops everything that a deployed stack declares."""

import fcntl
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from ..alarms.kafka import KafkaSampler
from ..alarms.run import FOLDER as METRICS
from ..alarms.run import Run, awaited, have_data, platform_clock
from ..backing_services.dynamodb import DynamoDB
from ..backing_services.kafka import Kafka
from ..backing_services.ports import free_port, listens, require_free
from ..backing_services.postgres import Postgres
from ..backing_services.process import Process, stop_together, wait_until
from ..backing_services.server import Server
from ..backing_services.setup import ensure_backing_services
from ..backing_services.valkey import Valkey
from ..errors import LocalError
from ..progress import step
from ..state import StackState
from . import declared
from .acls import enforce
from .addresses import FILE, Addresses
from .cell import Cell
from .environment import Ports
from .invocations import Invocation, invocations, invoke
from .processes import (
    container_process,
    functions_process,
    gateway_process,
    payments_process,
    responds,
)
from .stores import make_tables, make_topics
from .supervisor import ProcessExit, Supervisor

CLUSTER = "aws:msk/cluster:Cluster"
DATABASE = "aws:rds/cluster:Cluster"
CACHES = (
    "aws:elasticache/replicationGroup:ReplicationGroup",
    "aws:elasticache/serverlessCache:ServerlessCache",
)
TABLE = "aws:dynamodb/table:Table"
FUNCTION = "aws:lambda/function:Function"
METRICS_SECONDS = 30.0
"""The longest wait for the first metrics; the dispatcher reads its topics before."""
ENTRY_POINTS = ("aws:apigatewayv2/api:Api", "aws:lb/loadBalancer:LoadBalancer")


class PlatformClock(Protocol):
    """A clock whose string is the value of `PLATFORM_CLOCK`."""

    def __str__(self) -> str: ...


class Runtime:
    """Runs what a stack's state declares. It is a context manager that leaves no process running.

    Data stays in the directory for the next start.
    """

    def __init__(
        self,
        state: StackState,
        directory: Path,
        *,
        clock: PlatformClock | None = None,
        public_port: int | None = None,
        page_config: Mapping[str, Any] | None = None,
        on_exit: Callable[[ProcessExit], None] | None = None,
        clean: bool = False,
    ) -> None:
        """Configure the cell; `start` starts it.

        Args:
            state: the deployed stack.
            directory: the folder of data, logs and configuration; created if missing.
            clock: platform time, if it runs faster than real time.
            public_port: port of the gateway; by default a free one.
            page_config: more keys of the gateway's `/config.json`.
            on_exit: called when a service exits unexpectedly; by default the exit is printed.
            clean: whether to delete the data of an earlier run first.
        """
        self.state = state
        self.directory = directory
        self.kafka = Kafka(directory / "kafka", auth="scram") if state.of_type(CLUSTER) else None
        self.postgres = _postgres(state, directory / "postgres")
        self.dynamodb = DynamoDB(directory / "dynamodb") if state.of_type(TABLE) else None
        self.valkey = Valkey(directory / "valkey") if any(map(state.of_type, CACHES)) else None
        self.supervisor = Supervisor(on_exit)
        self._page_config = _page_config(state, clock) | dict(page_config or {})
        self._clean = clean
        self._lock: IO[str] | None = None
        self._sampler: KafkaSampler | None = None
        self._service_ports: dict[str, int] = {}
        self.targets: dict[str, list[str]] = {}  # URLs of the service behind each target group, by ARN
        ports = Ports(
            kafka=self.kafka.port if self.kafka else 0,
            valkey=self.valkey.port if self.valkey else 0,
            postgres=self.postgres.port if self.postgres else 0,
            dynamodb=self.dynamodb.port if self.dynamodb else 0,
            public=public_port or free_port(),
            management=free_port(),
            payments=free_port(),
        )
        master = self.postgres.master if self.postgres else ""
        self._cell = Cell.of(state, directory, ports, master=master, clock=str(clock) if clock else None)

    @property
    def servers(self) -> list[Server]:
        """The brokers and stores; fault tests kill and start them."""
        return [server for server in (self.kafka, self.postgres, self.dynamodb, self.valkey) if server]

    @property
    def addresses(self) -> Addresses:
        """The addresses of the running cell."""
        ports = self._cell.ports
        return Addresses(
            public=f"http://127.0.0.1:{ports.public}",
            management=f"http://127.0.0.1:{ports.management}",
            functions=f"http://127.0.0.1:{self._cell.functions_port}",
            payments=f"http://127.0.0.1:{ports.payments}",
            kafka=self.kafka.client_settings if self.kafka else {},
            postgres=self.postgres.dsn() if self.postgres else "",
            dynamodb=self.dynamodb.endpoint if self.dynamodb else "",
            valkey=self.valkey.address if self.valkey else "",
            region=self._cell.region,
        )

    def health(self) -> dict[str, bool]:
        """Whether each server and process runs, by name."""
        return {server.name: server.alive for server in self.servers} | {
            name: process.alive for name, process in self.supervisor.processes.items()
        }

    @property
    def exits(self) -> list[ProcessExit]:
        """Processes that exited unexpectedly."""
        return list(self.supervisor.exits)

    def kafka_password(self, role: str) -> str:
        """The password of a role's Kafka user in this run."""
        return self._cell.kafka_passwords[role]

    def start(self) -> None:
        """Start everything; if anything fails, nothing is left running.

        Raises:
            LocalError: a process cannot start, or the cell runs already.
        """
        ensure_backing_services()
        self._lock_directory()
        try:
            require_free("the gateway", self._cell.ports.public)
            self._cell.write_state()
            Run.prepare(self.directory)
            began = platform_clock(self._cell.clock or "").now()
            self._start_concurrently(self._start_kafka, self._start_database, self._start_tables, self._start_cache)
            before, after = invocations(self.state)
            self._start_concurrently(self._start_payments, self._start_functions)
            self._invoke(before)
            self._set_database_passwords()
            self._start_concurrently(*self._service_starters(), self._start_gateway)
            self._invoke(after)
            self._start_sampler()
            self._await_metrics(began)
            Run.begin(self.directory, self._cell.clock or "")
            self.supervisor.begin()
            self.addresses.save(self.directory)
        except BaseException:
            self.stop()
            raise

    def update(self, state: StackState) -> list[str]:
        """Take a later state of the stack: restart the services whose container changed; returns their names.

        Settings of services change in a running cell so, for example `citycell:drain`. Everything else stays as it was
        when the cell started. On AWS new tasks start before former ones stop; here a service is away for seconds.

        Raises:
            LocalError: the state has other services, or a changed service does not become ready.
        """
        before = {container.name: container for container in declared.services(self.state)}
        after = {container.name: container for container in declared.services(state)}
        if before.keys() != after.keys():
            raise LocalError(f"stack {state.stack} has other services than the running cell: start the cell again")
        changed = [name for name, container in after.items() if container != before[name]]
        for name in changed:
            self._start_service(after[name], self._service_ports[name], self.supervisor.replace)
        self.state = state
        return changed

    def stop(self) -> None:
        """Stop everything; no effect if nothing runs."""
        if self._lock is None:
            return
        self._stop_all()
        (self.directory / FILE).unlink(missing_ok=True)
        self._lock.close()
        self._lock = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with step("Stopping the cell"):
            self.stop()

    def _lock_directory(self) -> None:
        """Lock the directory while this process runs: two runs on the same data would corrupt it."""
        self.directory.mkdir(parents=True, exist_ok=True)
        lock = (self.directory / "lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
            raise LocalError(
                f"the cell of stack {self.state.stack} already runs in {self.directory}: stop that one first"
            ) from None
        self._lock = lock
        if self._clean:
            for path in set(self.directory.iterdir()) - {self.directory / "lock"}:
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _start_concurrently(self, *starters: Callable[[], None]) -> None:
        """Start things concurrently; on the first failure, stop all so that the others give up at once."""
        with ThreadPoolExecutor(max_workers=len(starters)) as pool:
            futures = [pool.submit(starter) for starter in starters]
            try:
                wait(futures, return_when=FIRST_EXCEPTION)
                for future in futures:
                    if future.done():
                        future.result()
            except BaseException:
                self._stop_started(futures)
                raise

    def _stop_started(self, futures: list[Future[None]]) -> None:
        while not all(future.done() for future in futures):
            self._stop_all()
            wait(futures, timeout=0.2)

    def _stop_all(self) -> None:
        if self._sampler is not None:
            self._sampler.stop()
        self.supervisor.stop()
        stop_together(self.servers)

    def _start_kafka(self) -> None:
        if self.kafka is None:
            return
        topics = declared.topics(self.state)
        connecting = [access for access in self._cell.access.values() if access.connects]
        with step(f"Kafka: {len(topics)} topics, {len(connecting)} roles"):
            self.kafka.start()
            make_topics(self.kafka, topics)
            enforce(self.kafka.admin(), connecting, self._cell.kafka_passwords)

    def _start_sampler(self) -> None:
        """Sample the broker for the metrics that alarms read."""
        if self.kafka is None:
            return
        cluster = str(self.state.one(CLUSTER).outputs.get("clusterName") or "")
        failed_records = declared.environment_value(self.state, "FAILED_RECORDS_TOPIC")
        settings, folder = self.kafka.client_settings, self.directory / METRICS
        self._sampler = KafkaSampler(settings, cluster, failed_records, folder, self._cell.clock or "")
        self._sampler.sample()
        self._sampler.start()

    def _await_metrics(self, since: float) -> None:
        """Wait for the first value of each metric that an alarm never misses, as for a stable service on AWS.

        A service that does not work has none: then its alarm fires.
        """
        metrics = awaited(self.state)
        if metrics:
            with step("First metrics"):
                wait_until(lambda: have_data(self.directory, metrics, since), METRICS_SECONDS)

    def _start_database(self) -> None:
        if self.postgres is None:
            return
        with step(f"PostgreSQL: database {self.postgres.database}"):
            self.postgres.start()
            self.postgres.set_password(self.postgres.master, self._cell.database_passwords[self.postgres.master])

    def _invoke(self, declared_invocations: list[Invocation]) -> None:
        """Invoke functions one after the other, as an update does; the first that fails ends the start."""
        for invocation in declared_invocations:
            with step(f"Invoking {invocation.function}: {invocation.name}"):
                invoke(self._cell.functions_port, invocation)

    def _set_database_passwords(self) -> None:
        """The passwords of users that migrations have created; those that they have not are created here."""
        if self.postgres is None:
            return
        for user, password in self._cell.database_passwords.items():
            self.postgres.set_password(user, password)

    def _start_tables(self) -> None:
        if self.dynamodb is None:
            return
        with step(f"DynamoDB: {len(self.state.of_type(TABLE))} tables"):
            self.dynamodb.start()
            make_tables(self.dynamodb, self.state)

    def _start_cache(self) -> None:
        if self.valkey is None:
            return
        with step("Valkey: one node in cluster mode"):
            self.valkey.start()

    def _start_payments(self) -> None:
        if not declared.environment_value(self.state, "PAYMENTS_URL"):
            return
        with step("Payment provider"):
            self.supervisor.keep(payments_process(self._cell), lambda: listens(self._cell.ports.payments))

    def _start_functions(self) -> None:
        found = self.state.of_type(FUNCTION)
        if not found:
            return
        with step(f"{len(found)} functions"):
            process = functions_process(self._cell, self.kafka)
            self.supervisor.keep(process, responds(f"http://127.0.0.1:{self._cell.functions_port}/health"))

    def _service_starters(self) -> Iterator[Callable[[], None]]:
        for container in declared.services(self.state):
            port = self._service_ports[container.name] = free_port()
            targets = {group: [f"http://127.0.0.1:{port}"] for group in container.target_groups}
            self.targets.update(targets)
            yield lambda container=container, port=port: self._start_service(container, port)

    def _start_service(
        self,
        container: declared.Container,
        port: int,
        keep: Callable[[Process, Callable[[], bool] | None], None] | None = None,
    ) -> None:
        paths = list(container.target_groups.values())
        with step(f"Service {container.name}"):
            ready = responds(f"http://127.0.0.1:{port}{paths[0]}") if paths else None
            (keep or self.supervisor.keep)(container_process(self._cell, container, port), ready)

    def _start_gateway(self) -> None:
        if not any(map(self.state.of_type, ENTRY_POINTS)):
            return
        with step("Gateway"):
            process = gateway_process(self._cell, self.targets, self._page_config)
            self.supervisor.keep(process, responds(f"http://127.0.0.1:{self._cell.ports.public}/_local/health"))


def _page_config(state: StackState, clock: PlatformClock | None) -> dict[str, Any]:
    """The configuration of the pages in every local cell; `web/js/api.js` defines the keys."""
    config = {"city": declared.environment_value(state, "CITY") or state.stack, "token_url": "/_local/token"}
    return config | ({"clock": str(clock)} if clock else {})


def _postgres(state: StackState, directory: Path) -> Postgres | None:
    """The stack's database: its name, its master user and its version."""
    if not state.of_type(DATABASE):
        return None
    outputs = state.one(DATABASE).outputs
    return Postgres(
        directory,
        database=outputs.get("databaseName") or "postgres",
        master=outputs.get("masterUsername") or "master",
        major=int(str(outputs.get("engineVersion") or "0").split(".")[0]) or None,
    )
