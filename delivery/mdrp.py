"""Instances of the Meal Delivery Routing Problem (MDRP) and their text format. An instance is one day.

Format and rules: Reyes, Erera, Savelsbergh, Sahasrabudhe, O'Neil, "The Meal Delivery Routing Problem" (2018), as
published in the instances of `grubhub/mdrplib`. Coordinates are metres on a plane, times minutes from the start of day.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

ORDERS_FILE: Final = "orders.txt"
COURIERS_FILE: Final = "couriers.txt"
RESTAURANTS_FILE: Final = "restaurants.txt"
PARAMETERS_FILE: Final = "instance_parameters.txt"
INSTANCE_FILES: Final = (ORDERS_FILE, COURIERS_FILE, RESTAURANTS_FILE, PARAMETERS_FILE)
"""The files of an instance that are read."""


T = TypeVar("T")


class InstanceError(ValueError):
    """An instance cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class InstanceRestaurant:
    """A restaurant; position in metres."""

    restaurant_id: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class InstanceCourier:
    """A courier who starts at a position (metres) and works from `on_minute` to `off_minute`."""

    courier_id: str
    x: float
    y: float
    on_minute: float
    off_minute: float


@dataclass(frozen=True, slots=True)
class InstanceOrder:
    """An order to a position (metres), placed at `placed_minute`, whose food is ready at `ready_minute`."""

    order_id: str
    x: float
    y: float
    placed_minute: float
    restaurant_id: str
    ready_minute: float


@dataclass(frozen=True, slots=True)
class InstanceParameters:
    """Parameters of the whole day; the defaults are those of the published instances with travel time 100 %."""

    meters_per_minute: float = 320.0
    pickup_service_minutes: float = 4.0
    dropoff_service_minutes: float = 4.0
    target_click_to_door_minutes: float = 40.0
    maximum_click_to_door_minutes: float = 90.0
    pay_per_order: float = 10.0
    guaranteed_pay_per_hour: float = 15.0


@dataclass(frozen=True, slots=True)
class Instance:
    """One day: orders by time of placement, couriers and restaurants."""

    orders: tuple[InstanceOrder, ...]
    couriers: tuple[InstanceCourier, ...]
    restaurants: tuple[InstanceRestaurant, ...]
    parameters: InstanceParameters


class _Row:
    """One line of a table; its errors name the file and the line."""

    def __init__(self, file: str, line: int, fields: Mapping[str, str]) -> None:
        self._file, self._line, self._fields = file, line, fields

    def error(self, text: str) -> InstanceError:
        return InstanceError(f"{self._file} line {self._line}: {text}")

    def text(self, column: str) -> str:
        value = self._fields[column].strip()
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def number(self, column: str, *, at_least: float = -math.inf) -> float:
        text = self.text(column)
        try:
            value = float(text)
        except ValueError:
            raise self.error(f"{column} is {text!r}, but it must be a number") from None
        if not math.isfinite(value) or value < at_least:
            limit = "finite" if at_least == -math.inf else f"at least {at_least:g}"
            raise self.error(f"{column} is {text}, but it must be {limit}")
        return value


def parse_instance(files: Mapping[str, str]) -> Instance:
    """Read an instance from the texts of its files.

    Args:
        files: text by file name; those of `INSTANCE_FILES` are required, others are ignored.

    Raises:
        InstanceError: a file is missing or a line cannot be read; the message names the file and the line.
    """
    if missing := [name for name in INSTANCE_FILES if name not in files]:
        raise InstanceError(f"{', '.join(missing)} missing: an instance has {', '.join(INSTANCE_FILES)}")
    restaurants = _unique(_table(files, RESTAURANTS_FILE, ("restaurant", "x", "y")), "restaurant", _restaurant)
    couriers = _unique(_table(files, COURIERS_FILE, ("courier", "x", "y", "on_time", "off_time")), "courier", _courier)
    known = {restaurant.restaurant_id for restaurant in restaurants}
    orders = _unique(
        _table(files, ORDERS_FILE, ("order", "x", "y", "placement_time", "restaurant", "ready_time")),
        "order",
        lambda row: _order(row, known),
    )
    return Instance(
        orders=tuple(sorted(orders, key=lambda order: order.placed_minute)),
        couriers=tuple(couriers),
        restaurants=tuple(restaurants),
        parameters=_parameters(files),
    )


def _table(files: Mapping[str, str], file: str, columns: tuple[str, ...]) -> list[_Row]:
    """The rows of a file with tab-separated columns and one header line; empty lines are skipped."""
    lines = files[file].lstrip("\ufeff").splitlines()
    header = [name.strip() for name in lines[0].split("\t")] if lines else []
    if absent := [column for column in columns if column not in header]:
        raise InstanceError(f"{file} line 1: column {', '.join(absent)} missing, the header has {header}")
    rows: list[_Row] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        fields = line.split("\t")
        if len(fields) != len(header):
            raise InstanceError(f"{file} line {number}: {len(fields)} fields, but the header has {len(header)}")
        rows.append(_Row(file, number, dict(zip(header, fields, strict=True))))
    if not rows:
        raise InstanceError(f"{file} has no line after its header")
    return rows


def _unique(rows: list[_Row], column: str, read: Callable[[_Row], T]) -> list[T]:
    seen: set[str] = set()
    items: list[T] = []
    for row in rows:
        if (name := row.text(column)) in seen:
            raise row.error(f"{column} {name} is a duplicate")
        seen.add(name)
        items.append(read(row))
    return items


def _restaurant(row: _Row) -> InstanceRestaurant:
    return InstanceRestaurant(row.text("restaurant"), row.number("x"), row.number("y"))


def _courier(row: _Row) -> InstanceCourier:
    on_minute = row.number("on_time", at_least=0)
    off_minute = row.number("off_time", at_least=on_minute)
    return InstanceCourier(row.text("courier"), row.number("x"), row.number("y"), on_minute, off_minute)


def _order(row: _Row, restaurants: set[str]) -> InstanceOrder:
    restaurant = row.text("restaurant")
    if restaurant not in restaurants:
        raise row.error(f"restaurant {restaurant} is not in {RESTAURANTS_FILE}")
    placed = row.number("placement_time", at_least=0)
    ready = row.number("ready_time", at_least=placed)
    return InstanceOrder(row.text("order"), row.number("x"), row.number("y"), placed, restaurant, ready)


def _parameters(files: Mapping[str, str]) -> InstanceParameters:
    columns = {
        "meters_per_minute": "meters_per_minute",
        "pickup_service_minutes": "pickup service minutes",
        "dropoff_service_minutes": "dropoff service minutes",
        "target_click_to_door_minutes": "target click-to-door",
        "maximum_click_to_door_minutes": "maximum click-to-door",
        "pay_per_order": "pay per order",
        "guaranteed_pay_per_hour": "guaranteed pay per hour",
    }
    row = _table(files, PARAMETERS_FILE, tuple(columns.values()))[0]
    values = {field: row.number(column, at_least=0) for field, column in columns.items()}
    if values["meters_per_minute"] <= 0:
        raise row.error("meters_per_minute must be greater than 0")
    return InstanceParameters(**values)
