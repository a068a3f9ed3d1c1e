"""Composition of the order service: clients, API, background tasks."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import boto3
import httpx
from botocore.config import Config
from starlette.applications import Starlette

from ..common.database import open_pool
from ..common.failed_records import FailedRecords
from ..common.kafka import KafkaPublisher, KafkaReader
from ..common.tasks import Wake, keep_running
from .api import ERROR_ANSWERS, OrdersApi
from .changes import Changes
from .outbox import OutboxRelay
from .payments import HttpPayments
from .payments_worker import PaymentsWorker
from .placing import OrderPlacing
from .proposals import GROUP, ProposalConsumer
from .settings import OrdersSettings
from .store import Stream
from .tickets import Tickets
from .tokens import TokenVerifier

PAYMENT_WORKERS = 4
"""Concurrent requests to the provider, which responds within tenths of a second."""

OUTBOX_POLL_SECONDS = 0.2
"""For rows of other processes; rows of this process wake the relay."""

PAYMENTS_POLL_SECONDS = 0.5
SWEEP_PLATFORM_SECONDS = 30.0
MIN_SWEEP_SECONDS = 0.2


@asynccontextmanager
async def running(settings: OrdersSettings) -> AsyncGenerator[Starlette]:
    """The application; its background tasks run until the context exits."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=5.0))
        pool = open_pool(settings.database)
        await stack.enter_async_context(pool)
        events = stack.enter_context(KafkaPublisher(settings.kafka))
        # Pings have a buffer of their own, so that they cannot fill the buffer of order events.
        pings = stack.enter_context(KafkaPublisher(settings.kafka, delivery_timeout_seconds=10.0))
        outbox_wake, payments_wake = Wake(OUTBOX_POLL_SECONDS), Wake(PAYMENTS_POLL_SECONDS)
        payments = HttpPayments(settings.payments_url, http)
        changes = Changes(pool, settings.clock)
        reader = KafkaReader(settings.kafka, GROUP, [settings.topics.assignment_proposals])
        stack.callback(reader.close)
        topics = {Stream.ORDER: settings.topics.order_events, Stream.COURIER: settings.topics.courier_events}
        worker = PaymentsWorker(pool, payments, payments_wake)
        consumer = ProposalConsumer(
            reader, changes, FailedRecords(events, settings.topics.failed_records, GROUP), outbox_wake
        )

        async def sweep() -> None:
            if await changes.expire(settings.order_expiry_seconds):
                outbox_wake.set()
                payments_wake.set()
            await worker.abandon_stale()
            await asyncio.sleep(max(MIN_SWEEP_SECONDS, settings.clock.wall_seconds(SWEEP_PLATFORM_SECONDS)))

        tasks: list[tuple[str, Callable[[], Awaitable[None]]]] = [
            ("outbox relay", OutboxRelay(pool, events, topics, outbox_wake).run),
            ("proposals", consumer.run_round),
            ("sweep", sweep),
            *[("payments", worker.run_round)] * PAYMENT_WORKERS,
        ]
        await stack.enter_async_context(_background(tasks))
        api = OrdersApi(
            pool=pool,
            verifier=TokenVerifier(settings.tokens, http),
            placing=OrderPlacing(pool, payments, settings.clock, settings.admission),
            changes=changes,
            tickets=Tickets(
                boto3.client("dynamodb", region_name=settings.region, config=Config(connect_timeout=2, read_timeout=3)),
                settings.tickets_table,
                settings.websocket_url,
            ),
            pings=pings,
            locations_topic=settings.topics.courier_locations,
            outbox_wake=outbox_wake,
            payments_wake=payments_wake,
        )
        yield Starlette(routes=api.routes(), exception_handlers=ERROR_ANSWERS)


@asynccontextmanager
async def _background(tasks: list[tuple[str, Callable[[], Awaitable[None]]]]) -> AsyncGenerator[None]:
    running_tasks = [asyncio.create_task(keep_running(name, work), name=name) for name, work in tasks]
    try:
        yield
    finally:
        for task in running_tasks:
            task.cancel()
        await asyncio.gather(*running_tasks, return_exceptions=True)
