"""Estimated times of a courier at the restaurant and at the customer's door.

The arithmetic is that of the Meal Delivery Routing Problem (Reyes et al. 2018): travel in a straight line at one speed,
and stops with half of the service time before and half after the hand-over.
"""

from dataclasses import dataclass

from .events import GeoPoint
from .geo import distance_meters


@dataclass(frozen=True, slots=True)
class TravelModel:
    """Speed and service times, in metres and seconds; the defaults are those of the published instances."""

    meters_per_second: float = 320.0 / 60.0
    pickup_service_seconds: float = 240.0
    dropoff_service_seconds: float = 240.0

    def travel_seconds(self, start: GeoPoint, end: GeoPoint) -> float:
        """Travel time from one point to another."""
        return distance_meters(start, end) / self.meters_per_second


@dataclass(frozen=True, slots=True)
class Free:
    """The place and the platform time at which a courier can leave for the next order."""

    position: GeoPoint
    at: float


@dataclass(frozen=True, slots=True)
class Legs:
    """Times of the two legs of an order, platform time."""

    pickup_at: float
    dropoff_at: float
    free_at: float
    """When the courier leaves the door."""


def legs(model: TravelModel, free: Free, pickup: GeoPoint, ready_at: float, dropoff: GeoPoint) -> Legs:
    """The times of a courier who travels to the restaurant as soon as they are free, and on to the door."""
    arrives = free.at + model.travel_seconds(free.position, pickup)
    pickup_at = max(arrives + model.pickup_service_seconds / 2, ready_at)
    return after_pickup(model, pickup_at, pickup, dropoff)


def after_pickup(model: TravelModel, pickup_at: float, pickup: GeoPoint, dropoff: GeoPoint) -> Legs:
    """The times of a courier who picks the food up at `pickup_at`."""
    leaves = pickup_at + model.pickup_service_seconds / 2
    dropoff_at = leaves + model.travel_seconds(pickup, dropoff) + model.dropoff_service_seconds / 2
    return Legs(pickup_at, dropoff_at, dropoff_at + model.dropoff_service_seconds / 2)
