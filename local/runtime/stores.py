"""Creates the declared topics and tables; existing data stays."""
# confluent_kafka.admin exports its classes in the manual, not in `__all__`.
# pyright: reportPrivateImportUsage=false

from typing import Any

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType
from confluent_kafka.cimpl import NewPartitions, NewTopic

from ..backing_services.dynamodb import DynamoDB
from ..backing_services.kafka import TIMEOUT_SECONDS, Kafka
from ..errors import LocalError
from ..state import StackState
from . import declared


def make_topics(kafka: Kafka, topics: list[NewTopic]) -> None:
    """Create the topics, and update those of an earlier run to the declared partitions and settings.

    Raises:
        LocalError: the broker rejects a change, for example fewer partitions.
    """
    if not topics:
        return
    kafka.create_topics(*topics)
    admin = kafka.admin()
    try:
        _grow(admin, topics)
        _configure(admin, topics)
    except KafkaException as error:
        raise LocalError(f"kafka rejects the stack's topics: {error.args[0].str()}") from None


def _grow(admin: AdminClient, topics: list[NewTopic]) -> None:
    existing = admin.list_topics(timeout=TIMEOUT_SECONDS).topics
    growing = [
        NewPartitions(topic.topic, topic.num_partitions)
        for topic in topics
        # A topic that was just created may not be listed yet; it has the right number.
        if topic.topic in existing and len(existing[topic.topic].partitions) != topic.num_partitions
    ]
    if growing:
        for future in admin.create_partitions(growing).values():
            future.result(TIMEOUT_SECONDS)


def _configure(admin: AdminClient, topics: list[NewTopic]) -> None:
    resources = [
        ConfigResource(
            ResourceType.TOPIC,
            topic.topic,
            incremental_configs=[
                ConfigEntry(name, value, incremental_operation=AlterConfigOpType.SET)
                for name, value in (topic.config or {}).items()
            ],
        )
        for topic in topics
    ]
    for future in admin.incremental_alter_configs(resources).values():
        future.result(TIMEOUT_SECONDS)


def make_tables(dynamodb: DynamoDB, state: StackState) -> None:
    """Create the tables with their indexes and TTL.

    Raises:
        LocalError: DynamoDB Local rejects a table.
    """
    client: Any = dynamodb.client()
    existing = set(client.list_tables()["TableNames"])
    expiries = declared.expiries(state)
    for table in declared.tables(state):
        name = table["TableName"]
        if name in existing:
            continue
        try:
            client.create_table(**table)
            if name in expiries:
                client.update_time_to_live(
                    TableName=name,
                    TimeToLiveSpecification={"Enabled": True, "AttributeName": expiries[name]},
                )
        except client.exceptions.ClientError as error:
            raise LocalError(f"DynamoDB rejects table {name}: {error}") from None
