"""A customer: places one order despite network errors, and watches its page until it is closed."""

import time
from contextlib import aclosing
from typing import Any, Final

from delivery.events import FleetUpdate, OrderUpdate, PositionUpdate, order_feed
from delivery.mdrp import InstanceOrder

from .client import Caller, RejectedError, Subscribed
from .motion import Point
from .observations import Page
from .setup import ReplaySetup

MEAL_CENTS: Final = 1490
"""The price of every order."""


async def place(setup: ReplaySetup, order: InstanceOrder) -> Page | None:
    """Place an order at its minute; returns None if the platform rejects it for good."""
    await setup.clock.until(setup.time_of(order.placed_minute))
    caller = customer_caller(setup, order)
    setup.observations.customers.add(caller.subject)
    clicked = setup.clock.now()
    try:
        answer = await setup.client.call(
            caller, "POST", "/orders", order_body(setup, order), idempotency_key=f"{setup.run}-{order.order_id}"
        )
    except RejectedError as rejection:
        setup.observations.rejected.append(f"order {order.order_id}: {rejection}")
        return None
    page = Page(answer["order_id"], clicked)
    setup.observations.pages[page.order_id] = page
    return page


def customer_caller(setup: ReplaySetup, order: InstanceOrder) -> Caller:
    """The customer of an order; each order has its own."""
    return Caller("customer", f"{setup.run}-{order.order_id}")


def order_body(setup: ReplaySetup, order: InstanceOrder) -> dict[str, Any]:
    """The request body of an order."""
    return {
        "restaurant_id": order.restaurant_id,
        "dropoff": setup.map.to_geo(Point(order.x, order.y)),
        "address": f"Door {order.order_id}",
        "contact": f"Customer {order.order_id}",
        "items": [{"sku": "meal", "quantity": 1, "unit_price_cents": MEAL_CENTS}],
        "currency": "EUR",
        "payment_token": "tok_ok",
    }


async def watch(setup: ReplaySetup, order: InstanceOrder, page: Page) -> None:
    """Watch the customer's page until the order is closed."""
    observations = setup.observations
    feed = setup.client.feed(customer_caller(setup, order), order_feed(page.order_id))
    try:
        async with aclosing(feed) as messages:
            async for message in messages:
                received_ms = time.time() * 1000.0
                match message:
                    case PositionUpdate():
                        observations.order_page_latencies_ms.append(received_ms - message.sent_at_ms)
                    case OrderUpdate():
                        page.show(message)
                    case Subscribed(order=OrderUpdate() as current):
                        page.show(current)
                    case Subscribed() | FleetUpdate():
                        pass
                if page.is_closed:
                    return
    except RejectedError as rejection:
        observations.rejected.append(f"page of order {page.order_id}: {rejection}")
