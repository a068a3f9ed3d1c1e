"""Apache Kafka: one node that is broker and controller (KRaft), with or without sign-in.

With sign-in, a client is one SCRAM user and may do only what ACLs grant it: deny by default, as MSK with IAM.
"""

import secrets
import subprocess
import uuid
from pathlib import Path
from typing import Literal

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from ..errors import LocalError
from . import java, maven
from .ports import free_port, listens
from .process import Process, minimal_environment
from .server import Server

HEAP_MIB = 512
ANSWER_SECONDS = 30
ADMIN = "admin"
MECHANISM = "SCRAM-SHA-512"
"""The mechanism MSK has for SCRAM."""


class Kafka(Server):
    """A broker whose log survives `kill -9`: what it acknowledged is with the operating system by then."""

    name = "kafka"

    def __init__(self, directory: Path, *, port: int | None = None, auth: Literal["none", "scram"] = "none") -> None:
        """Without sign-in (`none`) every client may do everything; with `scram` only `admin` may at first."""
        super().__init__(directory, port=port)
        self.auth = auth
        self._controller_port = free_port()
        self._admin_password = ""

    @property
    def client_settings(self) -> dict[str, str]:
        """Settings (librdkafka) of a client that may do everything."""
        return self.settings_for(ADMIN, self._admin_password)

    def settings_for(self, user: str, password: str) -> dict[str, str]:
        """Settings (librdkafka) of one user."""
        settings = {"bootstrap.servers": self.address}
        if self.auth == "scram":
            settings |= {
                "security.protocol": "SASL_PLAINTEXT",
                "sasl.mechanism": MECHANISM,
                "sasl.username": user,
                "sasl.password": password,
            }
        return settings

    def admin(self) -> AdminClient:
        """A client that may do everything; keep it in a variable until its answers are there."""
        return AdminClient({**self.client_settings, "log_level": "0"})

    def create_topics(self, *topics: NewTopic) -> None:
        """Make topics and wait until they exist; one that exists already stays as it is.

        Raises:
            LocalError: the broker refuses one.
        """
        admin = self.admin()
        for name, future in admin.create_topics(list(topics)).items():
            try:
                future.result(ANSWER_SECONDS)
            except KafkaException as error:
                if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                    raise LocalError(f"kafka refuses topic {name}: {error.args[0].str()}") from None

    def _ports(self) -> list[int]:
        return [self.port, self._controller_port]

    def _prepare(self) -> Process:
        jars = maven.fetch("kafka")
        self._admin_password = self._load_or_create_password()
        properties = self.directory / "server.properties"
        properties.write_text("".join(f"{name}={value}\n" for name, value in self._properties().items()))
        if not (self.directory / "data" / "meta.properties").exists():
            self._format(jars, properties)
        command = java.command(
            "kafka.Kafka",
            str(properties),
            classpath=jars,
            heap_mib=HEAP_MIB,
            properties={"org.slf4j.simpleLogger.defaultLogLevel": "warn"},
        )
        return Process(self.name, command, directory=self.directory)

    def _ready(self) -> bool:
        if not listens(self.port):
            return False
        try:
            return bool(self.admin().list_topics(timeout=5).brokers)
        except KafkaException:
            return False

    def _load_or_create_password(self) -> str:
        path = self.directory / "admin-password"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(18))
        return path.read_text()

    def _format(self, jars: list[Path], properties: Path) -> None:
        user = f"{MECHANISM}=[name={ADMIN},password={self._admin_password}]"
        command = java.command(
            "kafka.tools.StorageTool",
            "format",
            "--config",
            str(properties),
            "--cluster-id",
            uuid.uuid4().hex[:22],
            *(["--add-scram", user] if self.auth == "scram" else []),
            classpath=jars,
            heap_mib=128,
            properties={"org.slf4j.simpleLogger.defaultLogLevel": "error"},
        )
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=minimal_environment(), timeout=120
        )
        if done.returncode:
            said = (done.stderr.strip() or done.stdout.strip() or "nothing").splitlines()[0]
            raise LocalError(f"kafka cannot format {self.directory / 'data'}: {said}")

    def _properties(self) -> dict[str, str]:
        listener = "SASL_PLAINTEXT" if self.auth == "scram" else "PLAINTEXT"
        properties = {
            "process.roles": "broker,controller",
            "node.id": "1",
            # A static quorum is kept in this file alone, so the next run may take another port.
            "controller.quorum.voters": f"1@127.0.0.1:{self._controller_port}",
            "controller.listener.names": "CONTROLLER",
            "listeners": f"CLIENT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self._controller_port}",
            "advertised.listeners": f"CLIENT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self._controller_port}",
            "listener.security.protocol.map": f"CLIENT:{listener},CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "CLIENT",
            "log.dirs": str(self.directory / "data"),
            "auto.create.topics.enable": "false",
            # One node holds one replica of everything.
            "default.replication.factor": "1",
            "min.insync.replicas": "1",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "4",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            # A group of one city's consumers assembles at once; waiting for more members only delays the start.
            "group.initial.rebalance.delay.ms": "0",
            "group.consumer.min.session.timeout.ms": "6000",
            # After a restart the node waits until its former self counts as gone, by default for 9 s.
            "broker.session.timeout.ms": "3000",
            "broker.heartbeat.interval.ms": "500",
            # Sized for one machine: the defaults are for a dedicated server.
            "num.io.threads": "4",
            "num.network.threads": "2",
            "log.cleaner.dedupe.buffer.size": str(16 << 20),
        }
        if self.auth == "scram":
            sign_in = "org.apache.kafka.common.security.scram.ScramLoginModule required"
            properties |= {
                "sasl.enabled.mechanisms": MECHANISM,
                "sasl.mechanism.inter.broker.protocol": MECHANISM,
                f"listener.name.client.{MECHANISM.lower()}.sasl.jaas.config": (
                    f'{sign_in} username="{ADMIN}" password="{self._admin_password}";'
                ),
                "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found": "false",
                # The node itself: as a broker it signs in as admin, as a controller it does not sign in.
                "super.users": f"User:{ADMIN};User:ANONYMOUS",
            }
        return properties
