"""Apache Kafka: one node that is broker and controller (KRaft), with or without authentication.

With authentication, each client is a SCRAM user, and ACLs deny by default, as MSK does with IAM.
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
TIMEOUT_SECONDS = 30
ADMIN = "admin"
MECHANISM = "SCRAM-SHA-512"
"""The SCRAM mechanism of MSK."""


class Kafka(Server):
    """A broker whose log survives `kill -9`: acknowledged records are in the page cache by then."""

    name = "kafka"

    def __init__(self, directory: Path, *, port: int | None = None, auth: Literal["none", "scram"] = "none") -> None:
        """With `none` every client may do everything; with `scram` only `admin` may at first."""
        super().__init__(directory, port=port)
        self.auth = auth
        self._controller_port = free_port()
        self._admin_password = ""

    @property
    def client_settings(self) -> dict[str, str]:
        """The librdkafka settings of a client with all permissions."""
        return self.settings_for(ADMIN, self._admin_password)

    def settings_for(self, user: str, password: str) -> dict[str, str]:
        """The librdkafka settings of one user."""
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
        """A client with all permissions; keep a reference to it until its futures are done."""
        return AdminClient({**self.client_settings, "log_level": "0"})

    def create_topics(self, *topics: NewTopic) -> None:
        """Create topics and wait until they exist; existing ones are not changed.

        Raises:
            LocalError: the broker rejects one.
        """
        admin = self.admin()
        for name, future in admin.create_topics(list(topics)).items():
            try:
                future.result(TIMEOUT_SECONDS)
            except KafkaException as error:
                if error.args[0].code() != KafkaError.TOPIC_ALREADY_EXISTS:
                    raise LocalError(f"kafka rejects topic {name}: {error.args[0].str()}") from None

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
            # A static quorum is stored in this file only, so the next run may use another port.
            "controller.quorum.voters": f"1@127.0.0.1:{self._controller_port}",
            "controller.listener.names": "CONTROLLER",
            "listeners": f"CLIENT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self._controller_port}",
            "advertised.listeners": f"CLIENT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self._controller_port}",
            "listener.security.protocol.map": f"CLIENT:{listener},CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name": "CLIENT",
            "log.dirs": str(self.directory / "data"),
            "auto.create.topics.enable": "false",
            # One node can hold one replica.
            "default.replication.factor": "1",
            "min.insync.replicas": "1",
            "offsets.topic.replication.factor": "1",
            "offsets.topic.num.partitions": "4",
            "transaction.state.log.replication.factor": "1",
            "transaction.state.log.min.isr": "1",
            "transaction.state.log.num.partitions": "4",
            "share.coordinator.state.topic.replication.factor": "1",
            "share.coordinator.state.topic.min.isr": "1",
            # All consumers of a group start at once; waiting for more members only delays the start.
            "group.initial.rebalance.delay.ms": "0",
            "group.consumer.min.session.timeout.ms": "6000",
            # After a restart the node waits until its previous session has expired, by default for 9 s.
            "broker.session.timeout.ms": "3000",
            "broker.heartbeat.interval.ms": "500",
            # The defaults are for a dedicated server.
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
                # The node itself: it authenticates as admin to the broker, and not at all to the controller.
                "super.users": f"User:{ADMIN};User:ANONYMOUS",
            }
        return properties
