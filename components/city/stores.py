"""The stores of a cell: for each one, the environment and the permissions of code that uses it."""

from dataclasses import dataclass

import pulumi

from ..cache.component import Cache
from ..core.iam import CacheUse, KafkaUse
from ..database.component import Database
from ..plan.topics import Topic
from ..stream.component import Stream
from ..tables.component import Tables
from ..tracking.api import TrackingApi

Environment = dict[str, pulumi.Input[str]]

ORDER_VIEWS = "order-views"
SUBSCRIPTIONS = "subscriptions"
TICKETS = "tickets"
BY_CONNECTION = "by-connection"

EXPIRY = "expires_at"
"""Attribute with the time after which DynamoDB may delete an item, in epoch seconds."""

POSITIONS_USER = "positions"
"""Cache user of the functions that store positions and the orders of couriers."""

ORDERS_USER = "orders_service"
"""Database user of the order service; migrations create it."""


@dataclass(frozen=True)
class Stores:
    """The stores that functions and services use."""

    stream: Stream
    cache: Cache
    database: Database
    tables: Tables
    tracking_api: TrackingApi

    def kafka_use(self, produce: list[Topic], consume: list[Topic] | None = None, group: str = "") -> KafkaUse:
        """The permissions on topics."""
        use: KafkaUse = {"cluster_arn": self.stream.cluster_arn, "produce": [topic.value for topic in produce]}
        if consume:
            use["consume"] = [self.stream.topic_name(topic) for topic in consume]
            use["group"] = group
        return use

    def kafka_environment(self, topics: list[Topic]) -> Environment:
        """The addresses of the brokers, and the names of the topics that the code uses, known once the topics exist."""
        names: Environment = {f"{topic.name}_TOPIC": self.stream.topic_name(topic) for topic in topics}
        return {"KAFKA_BOOTSTRAP_SERVERS": self.stream.bootstrap_servers, "KAFKA_AUTH": "iam"} | names

    def cache_use(self) -> CacheUse:
        """Permission to sign in to the cache."""
        user_arn = self.cache.user_arns.apply(lambda arns: arns[POSITIONS_USER])
        return {"cache_arn": self.cache.cache_arn, "user_arn": user_arn}

    def cache_environment(self) -> Environment:
        """The address of the cache, and the user and name for signed requests."""
        return {
            "VALKEY_ENDPOINT": self.cache.endpoint,
            "VALKEY_TLS": "true",
            "VALKEY_AUTH": "iam",
            "VALKEY_USER": self.cache.user_name(POSITIONS_USER),
            "VALKEY_CACHE_NAME": self.cache.cache_name,
        }

    def database_environment(self, user: str, auth: str) -> Environment:
        """The address of the database and how to sign in."""
        return {
            "DATABASE_HOST": self.database.host,
            "DATABASE_PORT": str(self.database.port),
            "DATABASE_NAME": self.database.database_name,
            "DATABASE_USER": user,
            "DATABASE_AUTH": auth,
            "DATABASE_SSLMODE": "verify-full",
        }

    def table_environment(self, *tables: str) -> Environment:
        """The names of tables."""
        return {f"{table.upper().replace('-', '_')}_TABLE": self.tables.table_names[table] for table in tables}

    def connections_environment(self) -> Environment:
        """The URL to post to connections."""
        return {"WEBSOCKET_MANAGEMENT_ENDPOINT": self.tracking_api.management_endpoint}
