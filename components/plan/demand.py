"""Expected orders of each hour of a week: the file that a city's `demand_forecast` names, and how it is made.

The file is JSON: `{"time_zone": "Europe/Madrid", "orders_per_hour": [12.5, …]}`, with 168 numbers from Monday 0:00 on,
in the local time of the city. `python -m components.plan.demand <time zone> < result.csv` writes it from the result of
the query in `docs/demand.md`, which reads the lake.
"""

import csv
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast
from zoneinfo import available_timezones

from .schedule import DAYS, HOURS_OF_A_WEEK, check_week, named

COLUMNS: Final = ("weekday", "hour", "orders")
"""Columns of the query's result: 1 for Monday to 7, as Athena counts them; the hour, 0 to 23; and its mean orders."""

_HOURS_OF_A_DAY: Final = 24


@dataclass(frozen=True)
class Demand:
    """Expected orders of a city."""

    time_zone: str
    """In the IANA database."""
    orders_per_hour: tuple[float, ...]
    """Each hour of the week, from Monday 0:00 on."""


def parse(text: str) -> Demand:
    """The demand in a file.

    Raises:
        ValueError: the text is not such a file; the error says what is wrong and where.
    """
    try:
        found: Any = json.loads(text)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON: {error.msg} in line {error.lineno}") from None
    if not isinstance(found, dict):
        raise ValueError(  # noqa: TRY004 - a file that is wrong, not an argument
            "it must be an object with time_zone and orders_per_hour"
        )
    document = cast("Mapping[str, Any]", found)
    if unknown := sorted(document.keys() - {"time_zone", "orders_per_hour"}):
        raise ValueError(f"{unknown[0]} is no key of it: it has time_zone and orders_per_hour")
    orders: Any = document.get("orders_per_hour")
    if not isinstance(orders, list):
        raise ValueError(  # noqa: TRY004 - as above
            f"orders_per_hour must be a list of {HOURS_OF_A_WEEK} numbers"
        )
    values = cast("list[Any]", orders)
    for index, value in enumerate(values):
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(  # noqa: TRY004 - as above
                f"orders_per_hour[{index}] must be a number, not {value!r:.40}"
            )
    return demand(str(document.get("time_zone", "")), [float(value) for value in values])


def demand(time_zone: str, orders_per_hour: list[float]) -> Demand:
    """Expected orders of a city, checked.

    Raises:
        ValueError: the time zone is unknown, or an hour is missing or invalid.
    """
    if time_zone not in available_timezones():
        raise ValueError(f"time_zone {time_zone!r:.60} is not in the IANA database, such as Europe/Madrid")
    check_week(orders_per_hour)
    return Demand(time_zone, tuple(orders_per_hour))


def from_query_result(text: str, time_zone: str) -> Demand:
    """The demand in the CSV result of the query. An hour without a row had no orders.

    Raises:
        ValueError: the text is not such a result; the error names the line.
    """
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"the first line must name the columns {', '.join(COLUMNS)}; {missing[0]} is missing")
    orders: dict[int, float] = {}
    for row in reader:
        hour, value = _row(row, reader.line_num)
        if hour in orders:
            raise ValueError(f"line {reader.line_num}: {named(hour)} has a line already")
        orders[hour] = value
    if not orders:
        raise ValueError("it has no lines: the query found no orders")
    return demand(time_zone, [orders.get(hour, 0.0) for hour in range(HOURS_OF_A_WEEK)])


def _row(row: Mapping[str, str | None], line: int) -> tuple[int, float]:
    day = _whole(row["weekday"], "weekday", 1, len(DAYS), line)
    hour = _whole(row["hour"], "hour", 0, _HOURS_OF_A_DAY - 1, line)
    try:
        return (day - 1) * _HOURS_OF_A_DAY + hour, float(row["orders"] or "")
    except ValueError:
        raise ValueError(f"line {line}: orders must be a number, not {row['orders']!r:.40}") from None


def _whole(text: str | None, column: str, minimum: int, maximum: int, line: int) -> int:
    if text is None or not text.isdecimal() or not minimum <= int(text) <= maximum:
        raise ValueError(f"line {line}: {column} must be {minimum} to {maximum}, not {text!r:.40}")
    return int(text)


def to_json(expected: Demand) -> str:
    """The file's text."""
    orders = [round(value, 2) for value in expected.orders_per_hour]
    return json.dumps({"time_zone": expected.time_zone, "orders_per_hour": orders})


def main() -> int:
    """Write the file to the standard output; an exit code other than 0 comes with one line that says why."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its argument
        print("use: python -m components.plan.demand <time zone> < result.csv > demand.json", file=sys.stderr)
        return 2
    try:
        print(to_json(from_query_result(sys.stdin.read(), sys.argv[1])))
    except (ValueError, csv.Error) as error:
        print(f"no forecast could be made from the result: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
