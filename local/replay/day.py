"""Plays one day, from the first order to the last closed page."""

import asyncio
from typing import Final

from delivery.mdrp import InstanceOrder

from . import customer, restaurant
from .courier import Courier
from .setup import ReplaySetup
from .viewer import watch_city

SHIFT_END_WALL_SECONDS: Final = 5.0
"""After every order is closed, shifts end after this time."""


async def play(setup: ReplaySetup) -> None:
    """Run couriers and customers through the day; returns when every order is closed."""
    observations = setup.observations
    observations.orders_planned = len(setup.instance.orders)
    async with asyncio.TaskGroup() as background:
        viewer = background.create_task(watch_city(setup))
        couriers = [Courier(setup, courier) for courier in setup.instance.couriers]
        shifts = [background.create_task(courier.work()) for courier in couriers]
        async with asyncio.TaskGroup() as customers:
            for order in setup.instance.orders:
                customers.create_task(_follow_order(setup, order))
        await asyncio.wait(shifts, timeout=SHIFT_END_WALL_SECONDS)
        for task in (viewer, *shifts):
            task.cancel()
        await asyncio.gather(*(courier.leave() for courier in couriers))


async def _follow_order(setup: ReplaySetup, order: InstanceOrder) -> None:
    """Place an order, accept it as the restaurant, and watch it as the customer."""
    if page := await customer.place(setup, order):
        async with asyncio.TaskGroup() as group:
            group.create_task(restaurant.accept(setup, order, page.order_id))
            group.create_task(customer.watch(setup, order, page))
