"""The runner as a process, with a real broker and function: malformed records, a killed broker, a clean stop."""

import base64
import json
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Generator
from pathlib import Path
from typing import Any

import boto3
import pytest
from confluent_kafka import Consumer, Producer, TopicPartition
from confluent_kafka.cimpl import NewTopic

from local.backing_services.kafka import Kafka
from local.backing_services.ports import free_port
from local.backing_services.process import wait_until
from local.functions.config import FunctionsConfig, FunctionSettings, save

pytestmark = [pytest.mark.city, pytest.mark.timeout(150)]

PROBE = """
import base64
import json
import os

def handle(event, context):
    failed = []
    for partition, records in event["records"].items():
        for record in records:
            value = base64.b64decode(record["value"]).decode()
            if value == "poison":
                failed.append({"itemIdentifier": {"partition": partition, "offset": record["offset"]}})
            else:
                with open(os.environ["SEEN"], "a") as seen:
                    seen.write(json.dumps([record["partition"], value]) + "\\n")
    return {"batchItemFailures": failed}
"""


class Running:
    """A runner with one function that records its events."""

    def __init__(self, broker: Kafka, folder: Path) -> None:
        self.broker = broker
        self.topic, self.failed = f"source-{uuid.uuid4().hex[:8]}", f"failed-{uuid.uuid4().hex[:8]}"
        self.port = free_port()
        self.seen_file = folder / "seen"
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        broker.create_topics(NewTopic(self.topic, 2, 1), NewTopic(self.failed, 1, 1))
        (folder / "code").mkdir()
        (folder / "code" / "probe.py").write_text(PROBE)
        (folder / "state.json").write_text(json.dumps({"deployment": {"resources": self._resources()}}))
        settings = FunctionSettings({"SEEN": str(self.seen_file)}, broker.client_settings, processes=2)
        config = FunctionsConfig(folder / "state.json", folder, self.port, functions={"probe": settings})
        save(config, folder / "config.json")

    def _resources(self) -> list[dict[str, Any]]:
        arn = "arn:aws:lambda:eu-south-2:123456789012:function:probe"
        function = {
            "name": "probe",
            "arn": arn,
            "handler": "probe.handle",
            "timeout": 5,
            "code": {"path": str(self._folder / "code")},
        }
        mapping = {
            "functionName": arn,
            "topics": [self.topic],
            "amazonManagedKafkaEventSourceConfig": {"consumerGroupId": self.topic},
            "startingPosition": "TRIM_HORIZON",
            "functionResponseTypes": ["ReportBatchItemFailures"],
            "maximumRetryAttempts": 1,
            "destinationConfig": {"onFailure": {"destinationArn": f"kafka://{self.failed}"}},
        }
        kinds = {
            "aws:lambda/function:Function": function,
            "aws:lambda/eventSourceMapping:EventSourceMapping": mapping,
        }
        return [
            {"urn": f"urn:pulumi:demo::citycell::{kind}::it", "type": kind, "id": "it", "outputs": outputs}
            for kind, outputs in kinds.items()
        ]

    def start(self) -> None:
        """Start the runner and wait until it reads both partitions."""
        command = [sys.executable, "-m", "local.functions", "--config", str(self._folder / "config.json")]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        assert wait_until(lambda: self.mapping().get("partitions") == 2, 40), (self._folder / "log").read_text()

    def stop(self) -> int:
        """Stop it with SIGTERM and return its exit code."""
        assert self._process is not None
        self._process.terminate()
        return self._process.wait(20)

    def end(self) -> None:
        """Stop the runner in any case."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)

    def mapping(self) -> dict[str, Any]:
        """The health of the mapping; empty while the runner does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5) as answer:
                return json.load(answer)["mappings"][0]
        except OSError:
            return {}

    def produce(self, *values: str, partition: int = 0) -> None:
        """Produce records and wait for their acknowledgement."""
        producer = Producer(self.broker.client_settings)
        for value in values:
            producer.produce(self.topic, value=value.encode(), key=b"key", partition=partition)
        assert producer.flush(30) == 0

    def seen(self, partition: int = 0) -> list[str]:
        """The records that the function processed, in order."""
        lines = self.seen_file.read_text().splitlines() if self.seen_file.exists() else []
        return [value for number, value in map(json.loads, lines) if number == partition]

    def committed(self) -> int:
        """The committed offset of partition 0."""
        consumer = Consumer({**self.broker.client_settings, "group.id": self.topic})
        try:
            return consumer.committed([TopicPartition(self.topic, 0)], timeout=10)[0].offset
        finally:
            consumer.close()

    def failures(self) -> list[dict[str, Any]]:
        """The records of the failure topic."""
        settings = {**self.broker.client_settings, "group.id": uuid.uuid4().hex, "enable.auto.commit": "false"}
        consumer = Consumer(settings)
        try:
            _, end = consumer.get_watermark_offsets(TopicPartition(self.failed, 0), timeout=10)
            consumer.assign([TopicPartition(self.failed, 0, 0)])
            messages = consumer.consume(end, timeout=20) if end else []
            return [{"key": message.key(), **json.loads(message.value() or b"")} for message in messages]
        finally:
            consumer.close()


@pytest.fixture
def running(kafka_broker: Kafka, tmp_path: Path) -> Generator[Running]:
    """A running runner."""
    running = Running(kafka_broker, tmp_path)
    try:
        running.start()
        yield running
    finally:
        running.end()


def test_records_of_a_partition_arrive_in_order(running: Running) -> None:
    """Records of each partition arrive in order, and the lag goes to 0."""
    numbers = [str(number) for number in range(300)]
    running.produce(*numbers)
    running.produce(*numbers, partition=1)
    assert wait_until(lambda: running.mapping()["processed"] == 600, 30), running.mapping()
    assert (running.seen(0), running.seen(1)) == (numbers, numbers)
    assert wait_until(lambda: running.mapping()["lag"] == 0, 10)


def test_malformed_records_go_to_the_failure_topic(running: Running) -> None:
    """The failure topic has the whole record with its key and the reason, and later records are processed."""
    running.produce("one", "poison", "two")
    assert wait_until(lambda: running.mapping()["processed"] == 3, 30), running.mapping()
    assert running.seen() == ["one", "two"]
    (failure,) = running.failures()
    record = failure["payload"]["records"][f"{running.topic}-0"][0]
    assert base64.b64decode(record["value"]) == b"poison"
    assert (failure["key"], failure["requestContext"]["condition"]) == (b"key", "RetriesExhausted")
    assert failure["requestContext"]["approximateInvokeCount"] == 2
    assert wait_until(lambda: running.committed() == 3, 10)


def test_stopping_commits_what_is_done_and_leaves_no_process(running: Running) -> None:
    """SIGTERM ends the runner with exit code 0; the next one continues where it stopped."""
    running.produce("one", "two")
    assert wait_until(lambda: running.seen() == ["one", "two"], 30)
    assert running.stop() == 0
    assert running.committed() == 2
    running.produce("three")
    running.start()
    assert wait_until(lambda: running.seen() == ["one", "two", "three"], 30), running.seen()


def test_a_killed_broker_loses_no_record(tmp_path: Path) -> None:
    """Records from before and after the crash are processed, some perhaps twice."""
    (tmp_path / "runner").mkdir()
    with Kafka(tmp_path / "kafka") as broker:
        running = Running(broker, tmp_path / "runner")
        try:
            running.start()
            running.produce("before")
            assert wait_until(lambda: "before" in running.seen(), 30)
            broker.kill()
            broker.start()
            running.produce("after")
            assert wait_until(lambda: "after" in running.seen(), 60), (tmp_path / "runner" / "log").read_text()
        finally:
            running.end()


def test_functions_are_invoked_through_the_api_of_aws(running: Running) -> None:
    """The control API answers boto3's Invoke, and reports failed and unknown functions."""
    client: Any = boto3.client(
        "lambda",
        endpoint_url=f"http://127.0.0.1:{running.port}",
        region_name="eu-south-2",
        aws_access_key_id="local",
        aws_secret_access_key="local",
    )
    answer = client.invoke(FunctionName="probe", Payload=b'{"records": {}}')
    assert json.loads(answer["Payload"].read()) == {"batchItemFailures": []}
    failed = client.invoke(FunctionName="probe", Payload=b"{}")
    assert failed["FunctionError"] == "Unhandled"
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.invoke(FunctionName="stranger", Payload=b"{}")
