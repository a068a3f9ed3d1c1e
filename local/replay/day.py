"""One day from the first order to the last closed page."""

import asyncio
from typing import Final

from delivery.mdrp import InstanceOrder

from . import customer, restaurant
from .courier import Courier
from .setup import ReplaySetup
from .viewer import watch_city

LAST_COURIER_WALL_SECONDS: Final = 5.0
"""When every order is closed the rest of the shifts is uneventful: couriers are sent home after this."""


async def play(setup: ReplaySetup) -> None:
    """Let couriers and customers act through the day, return when every page shows an end."""
    observations = setup.observations
    observations.orders_planned = len(setup.instance.orders)
    async with asyncio.TaskGroup() as background:
        viewer = background.create_task(watch_city(setup))
        couriers = [Courier(setup, courier) for courier in setup.instance.couriers]
        shifts = [background.create_task(courier.work()) for courier in couriers]
        async with asyncio.TaskGroup() as customers:
            for order in setup.instance.orders:
                customers.create_task(_live_through(setup, order))
        await asyncio.wait(shifts, timeout=LAST_COURIER_WALL_SECONDS)
        for task in (viewer, *shifts):
            task.cancel()
        await asyncio.gather(*(courier.leave() for courier in couriers))


async def _live_through(setup: ReplaySetup, order: InstanceOrder) -> None:
    """An order's whole life: placed, then watched by its customer while the restaurant answers."""
    if page := await customer.place(setup, order):
        async with asyncio.TaskGroup() as group:
            group.create_task(restaurant.accept(setup, order, page.order_id))
            group.create_task(customer.watch(setup, order, page))
