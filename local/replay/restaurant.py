"""A restaurant: says on every order when the food will be ready."""

from delivery.mdrp import Instance, InstanceOrder

from .client import Caller, Door, RefusedError
from .motion import CityMap, Point
from .setup import Stage


async def open_all(door: Door, instance: Instance, city: CityMap) -> None:
    """Make an instance's restaurants known to the platform.

    Raises:
        RefusedError: the platform does not want one.
    """
    operator = Caller("operator", "replay")
    for restaurant in instance.restaurants:
        position = city.to_geo(Point(restaurant.x, restaurant.y))
        body = {"name": f"Restaurant {restaurant.restaurant_id}", "position": position}
        await door.call(operator, "PUT", f"/restaurants/{restaurant.restaurant_id}", body)


async def accept(stage: Stage, order: InstanceOrder, order_id: str) -> None:
    """Accept an order as soon as it is placed, as the problem's rules have it: its ready time is known from then on."""
    caller = Caller("restaurant", order.restaurant_id)
    try:
        body = {"ready_at": stage.time_of(order.ready_minute)}
        await stage.door.call(caller, "POST", f"/orders/{order_id}/accept", body)
    except RefusedError as refusal:
        stage.observations.refused.append(f"acceptance of order {order_id}: {refusal}")
