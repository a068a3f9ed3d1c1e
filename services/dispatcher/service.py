"""The loops of the dispatcher: one applies events to the fleet, another proposes, a third writes metrics."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Final

import msgspec
from confluent_kafka import Message

from delivery.dispatch import DispatchParameters
from delivery.events import AssignmentProposal, CourierEvent, CourierPing, OrderEvent
from delivery.fleet import Fleet

from ..common.failed_records import UNREADABLE, FailedRecords
from ..common.kafka import KafkaPublisher, Publisher, PublishError
from ..common.kafka_log import KafkaLog, Start
from ..common.metrics import Metrics
from ..common.tasks import keep_running, until_stopped
from .planner import Planner, patience
from .settings import DispatcherSettings

logger = logging.getLogger(__name__)

GROUP: Final = "dispatcher"
ROUNDS: Final = "DispatchRounds"
"""The metric that counts finished rounds, also those without a proposal. The dispatcher commits no offsets, so nothing
else shows that it has stopped working while its process exists."""
MIN_ROUND_SECONDS: Final = 0.05
"""Minimum of wall time between two rounds, at any speed of the platform clock."""


def appliers(settings: DispatcherSettings, fleet: Fleet) -> dict[str, Callable[[bytes], bool]]:
    """The function that applies a record of each topic to the fleet."""
    orders, couriers = msgspec.json.Decoder(OrderEvent), msgspec.json.Decoder(CourierEvent)
    pings = msgspec.json.Decoder(CourierPing)
    return {
        settings.order_events_topic: lambda value: fleet.apply_order(orders.decode(value)),
        settings.courier_events_topic: lambda value: fleet.apply_courier(couriers.decode(value)),
        settings.courier_locations_topic: lambda value: fleet.apply_ping(pings.decode(value)),
    }


async def apply_all(messages: list[Message], apply: dict[str, Callable[[bytes], bool]], failed: FailedRecords) -> None:
    """Apply records; those that cannot be decoded go to the topic of failed records."""
    for message in messages:
        try:
            apply[message.topic() or ""](_value(message))
        except UNREADABLE as error:
            await failed.put(message, str(error))


def _value(message: Message) -> bytes:
    value = message.value() or b""
    return value.encode() if isinstance(value, str) else value


async def publish_all(publisher: Publisher, topic: str, proposals: list[AssignmentProposal]) -> None:
    """Publish proposals; one that Kafka does not accept is planned again later."""
    outcomes = await asyncio.gather(
        *(publisher.publish(topic, proposal.order_id, msgspec.json.encode(proposal)) for proposal in proposals),
        return_exceptions=True,
    )
    for outcome in outcomes:
        if isinstance(outcome, PublishError):
            logger.warning("proposal not published", extra={"reason": str(outcome)})
        elif isinstance(outcome, BaseException):
            raise outcome


async def propose_round(
    planner: Planner, publisher: Publisher, topic: str, metrics: Metrics, now: Callable[[], float]
) -> None:
    """Plan and publish the proposals of one round, and count it once it is finished."""
    await publish_all(publisher, topic, planner.round(now()))
    metrics.count(ROUNDS)


async def run(settings: DispatcherSettings) -> None:
    """Read and propose until the process receives a signal to stop."""
    clock = settings.clock
    parameters = DispatchParameters(
        commit_ahead_seconds=max(60.0, 2 * settings.interval_seconds, 4 * MIN_ROUND_SECONDS * clock.speed)
    )
    fleet = Fleet(parameters.travel)
    planner = Planner(fleet, parameters, patience(settings.interval_seconds, clock.speed))
    pause = max(MIN_ROUND_SECONDS, clock.wall_seconds(settings.interval_seconds))
    async with AsyncExitStack() as stack:
        publisher = stack.enter_context(KafkaPublisher(settings.kafka, delivery_timeout_seconds=5.0))
        log = KafkaLog(
            settings.kafka,
            GROUP,
            {
                settings.order_events_topic: Start.BEGINNING,
                settings.courier_events_topic: Start.BEGINNING,
                settings.courier_locations_topic: Start.RECENT,
            },
        )
        stack.callback(log.close)
        failed = FailedRecords(publisher, settings.failed_records_topic, GROUP)
        apply = appliers(settings, fleet)
        metrics = Metrics(settings.cell, clock)
        stack.callback(metrics.flush)

        async def read() -> None:
            await apply_all(await asyncio.to_thread(log.read), apply, failed)

        is_first = True

        async def dispatch() -> None:
            nonlocal is_first
            # Proposals from an incomplete history would be rejected.
            if log.caught_up:
                await propose_round(planner, publisher, settings.assignment_proposals_topic, metrics, clock.now)
                if is_first:  # without a value, the alarm of a new cell starts
                    metrics.flush()
                    is_first = False
            await asyncio.sleep(pause)

        tasks = [
            asyncio.create_task(keep_running("events", read)),
            asyncio.create_task(keep_running("dispatch", dispatch)),
            asyncio.create_task(keep_running("metrics", metrics.run)),
        ]
        await until_stopped()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
