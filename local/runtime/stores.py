"""Fill the brokers and stores with what the stack declares; what is there already stays."""
# confluent_kafka.admin exports its classes in the manual, not in `__all__`.
# pyright: reportPrivateImportUsage=false

from typing import Any

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, ResourceType
from confluent_kafka.cimpl import NewPartitions, NewTopic

from ..backing_services.dynamodb import DynamoDB
from ..backing_services.kafka import ANSWER_SECONDS, Kafka
from ..errors import LocalError
from ..state import StackState
from . import declared


def make_topics(kafka: Kafka, topics: list[NewTopic]) -> None:
    """Make the topics, and bring those of an earlier run to the declared partitions and settings.

    Raises:
        LocalError: the broker refuses, for example to have fewer partitions.
    """
    if not topics:
        return
    kafka.create_topics(*topics)
    admin = kafka.admin()
    try:
        _grow(admin, topics)
        _configure(admin, topics)
    except KafkaException as error:
        raise LocalError(f"kafka refuses the stack's topics: {error.args[0].str()}") from None


def _grow(admin: AdminClient, topics: list[NewTopic]) -> None:
    standing = admin.list_topics(timeout=ANSWER_SECONDS).topics
    growing = [
        NewPartitions(topic.topic, topic.num_partitions)
        for topic in topics
        # A topic made a moment ago may not be listed yet, and then has the right number.
        if topic.topic in standing and len(standing[topic.topic].partitions) != topic.num_partitions
    ]
    if growing:
        for future in admin.create_partitions(growing).values():
            future.result(ANSWER_SECONDS)


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
        future.result(ANSWER_SECONDS)


def make_tables(dynamodb: DynamoDB, state: StackState) -> None:
    """Make the tables, with their indexes and expiry.

    Raises:
        LocalError: DynamoDB Local refuses a declaration.
    """
    client: Any = dynamodb.client()
    standing = set(client.list_tables()["TableNames"])
    expiries = declared.expiries(state)
    for table in declared.tables(state):
        name = table["TableName"]
        if name in standing:
            continue
        try:
            client.create_table(**table)
            if name in expiries:
                client.update_time_to_live(
                    TableName=name,
                    TimeToLiveSpecification={"Enabled": True, "AttributeName": expiries[name]},
                )
        except client.exceptions.ClientError as error:
            raise LocalError(f"DynamoDB refuses table {name}: {error}") from None
