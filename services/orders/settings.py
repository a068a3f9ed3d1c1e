"""Settings of the order service from its environment (`docs/architecture.md`)."""

from dataclasses import dataclass

from ..common.clock import ScaledClock, clock_from
from ..common.database_settings import DatabaseSettings
from ..common.kafka import KafkaSettings
from ..common.settings import Environment
from .admission import Admission


@dataclass(frozen=True, slots=True)
class Topics:
    """Names of the topics that the service writes and reads."""

    order_events: str
    courier_events: str
    courier_locations: str
    assignment_proposals: str
    failed_records: str


@dataclass(frozen=True, slots=True)
class TokenSettings:
    """Issuer, audience and key set of accepted bearer tokens."""

    issuer: str
    audience: str
    jwks_url: str


@dataclass(frozen=True, slots=True)
class OrdersSettings:
    """All settings of the service."""

    cell: str
    admission: Admission
    port: int
    database: DatabaseSettings
    kafka: KafkaSettings
    topics: Topics
    tokens: TokenSettings
    payments_url: str
    tickets_table: str
    websocket_url: str
    region: str
    order_expiry_seconds: float
    clock: ScaledClock


def read_settings(environment: Environment) -> OrdersSettings:
    """Read every setting.

    Raises:
        SettingsError: one is missing or out of range.
    """
    return OrdersSettings(
        cell=environment.text("CELL"),
        admission=Admission(
            city=environment.text("CITY"),
            zone=environment.optional("ZONE"),
            is_draining=environment.choice("DRAIN", ("true", "false"), "false") == "true",
        ),
        port=environment.integer("PORT", 8080, at_least=1),
        database=DatabaseSettings.from_environment(environment),
        kafka=KafkaSettings.from_environment(environment),
        topics=Topics(
            order_events=environment.text("ORDER_EVENTS_TOPIC"),
            courier_events=environment.text("COURIER_EVENTS_TOPIC"),
            courier_locations=environment.text("COURIER_LOCATIONS_TOPIC"),
            assignment_proposals=environment.text("ASSIGNMENT_PROPOSALS_TOPIC"),
            failed_records=environment.text("FAILED_RECORDS_TOPIC"),
        ),
        tokens=TokenSettings(
            issuer=environment.text("TOKEN_ISSUER"),
            audience=environment.text("TOKEN_AUDIENCE"),
            jwks_url=environment.text("TOKEN_JWKS_URL"),
        ),
        payments_url=environment.text("PAYMENTS_URL"),
        tickets_table=environment.text("TICKETS_TABLE"),
        websocket_url=environment.text("WEBSOCKET_URL"),
        region=environment.text("AWS_REGION"),
        order_expiry_seconds=environment.number("ORDER_EXPIRY_SECONDS", at_least=1),
        clock=clock_from(environment),
    )
