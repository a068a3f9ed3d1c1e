"""One day from the first order to the last closed page."""

import asyncio
from typing import Final

from delivery.mdrp import InstanceOrder

from . import customer, restaurant
from .courier import Courier
from .setup import Stage
from .viewer import watch_city

LAST_COURIER_WALL_SECONDS: Final = 5.0
"""When every order is closed the rest of the shifts is uneventful: couriers are sent home after this."""


async def play(stage: Stage) -> None:
    """Let couriers and customers act through the day, return when every page shows an end."""
    observations = stage.observations
    observations.orders_planned = len(stage.instance.orders)
    async with asyncio.TaskGroup() as background:
        viewer = background.create_task(watch_city(stage))
        couriers = [Courier(stage, courier) for courier in stage.instance.couriers]
        shifts = [background.create_task(courier.work()) for courier in couriers]
        async with asyncio.TaskGroup() as customers:
            for order in stage.instance.orders:
                customers.create_task(_live_through(stage, order))
        await asyncio.wait(shifts, timeout=LAST_COURIER_WALL_SECONDS)
        for task in (viewer, *shifts):
            task.cancel()
        await asyncio.gather(*(courier.leave() for courier in couriers))


async def _live_through(stage: Stage, order: InstanceOrder) -> None:
    """An order's whole life: placed, then watched by its customer while the restaurant answers."""
    if page := await customer.place(stage, order):
        async with asyncio.TaskGroup() as group:
            group.create_task(restaurant.accept(stage, order, page.order_id))
            group.create_task(customer.watch(stage, order, page))
