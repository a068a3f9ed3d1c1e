"""Settings of the dispatcher from its environment (`docs/architecture.md`)."""

from dataclasses import dataclass

from ..common.clock import ScaledClock, clock_from
from ..common.kafka import KafkaSettings
from ..common.settings import Environment


@dataclass(frozen=True, slots=True)
class DispatcherSettings:
    """All settings of the service."""

    cell: str
    kafka: KafkaSettings
    order_events_topic: str
    courier_events_topic: str
    courier_locations_topic: str
    assignment_proposals_topic: str
    failed_records_topic: str
    interval_seconds: float
    """Platform time between two rounds."""
    clock: ScaledClock


def read_settings(environment: Environment) -> DispatcherSettings:
    """Read every setting.

    Raises:
        SettingsError: one is missing or out of range.
    """
    return DispatcherSettings(
        cell=environment.text("CELL"),
        kafka=KafkaSettings.from_environment(environment),
        order_events_topic=environment.text("ORDER_EVENTS_TOPIC"),
        courier_events_topic=environment.text("COURIER_EVENTS_TOPIC"),
        courier_locations_topic=environment.text("COURIER_LOCATIONS_TOPIC"),
        assignment_proposals_topic=environment.text("ASSIGNMENT_PROPOSALS_TOPIC"),
        failed_records_topic=environment.text("FAILED_RECORDS_TOPIC"),
        interval_seconds=environment.number("DISPATCH_INTERVAL_SECONDS", 30, at_least=1),
        clock=clock_from(environment),
    )
