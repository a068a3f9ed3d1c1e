"""A restaurant: accepts every order with the time at which the food is ready."""

from delivery.mdrp import Instance, InstanceOrder

from .client import Caller, GatewayClient, RejectedError
from .motion import CityMap, Point
from .setup import ReplaySetup


async def open_all(client: GatewayClient, instance: Instance, city: CityMap) -> None:
    """Create an instance's restaurants.

    Raises:
        RefusedError: the platform rejects one.
    """
    operator = Caller("operator", "replay")
    for restaurant in instance.restaurants:
        position = city.to_geo(Point(restaurant.x, restaurant.y))
        body = {"name": f"Restaurant {restaurant.restaurant_id}", "position": position}
        await client.call(operator, "PUT", f"/restaurants/{restaurant.restaurant_id}", body)


async def accept(setup: ReplaySetup, order: InstanceOrder, order_id: str) -> None:
    """Accept an order as soon as it is placed: in the problem, its ready time is known from then on."""
    caller = Caller("restaurant", order.restaurant_id)
    try:
        body = {"ready_at": setup.time_of(order.ready_minute)}
        await setup.client.call(caller, "POST", f"/orders/{order_id}/accept", body)
    except RejectedError as rejection:
        setup.observations.rejected.append(f"acceptance of order {order_id}: {rejection}")
