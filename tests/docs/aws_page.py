"""Writes the table of costs in docs/aws.md: `python -m tests.docs.aws_page`."""

from collections.abc import Iterator
from typing import Any, Final

import yaml

from components.plan.egress import HOURS_A_MONTH
from components.plan.idle_cost import IdleItem, idle_items, idle_month
from components.settings import Settings, settings_from
from tests.house.syntax import ROOT

PAGE: Final = ROOT / "docs" / "aws.md"
BEGIN: Final = "<!-- cost -->"
END: Final = "<!-- end of cost -->"
BROKERS: Final = 3
STACKS: Final = ("demo", "madrid")


def configuration(stack: str) -> dict[str, str]:
    """The configuration of a stack of this repository, as the engine passes it to the program."""
    values: dict[str, Any] = yaml.safe_load((ROOT / f"Pulumi.{stack}.yaml").read_text())["config"]
    return {key: str(value).lower() if isinstance(value, bool) else str(value) for key, value in values.items()}


def settings(stack: str) -> Settings:
    """The settings of a stack of this repository."""
    return settings_from(configuration(stack), stack)


def items(stack: str) -> tuple[IdleItem, ...]:
    """What an idle city pays for."""
    city = settings(stack).city
    return idle_items(city.sizes, BROKERS, city.nat, len(city.interface_endpoints))


def table() -> str:
    """The cost of both example cities."""
    found = {stack: {item.name: item for item in items(stack)} for stack in STACKS}
    names = dict.fromkeys(name for listed in found.values() for name in listed)
    header = "".join(f" `{stack}` ({settings(stack).args['peak_orders_per_hour']} orders/h) |" for stack in STACKS)
    rows = [f"| dollars per month (number) |{header}", f"|---|{'---:|' * len(STACKS)}"]
    rows += [f"| {name} |{''.join(_cell(found[stack].get(name)) for stack in STACKS)}" for name in names]
    return "\n".join([*rows, *_totals()])


def _cell(item: IdleItem | None) -> str:
    if item is None:
        return " |"
    price = "no price" if item.month is None else f"{item.month:,.0f}"
    return f" {price} ({item.count:g}) |"


def _totals() -> Iterator[str]:
    """The sums by hour, day and month."""
    for period, hours in (("hour", 1.0), ("day", 24.0), ("month", HOURS_A_MONTH)):
        sums = [idle_month(items(stack)) / HOURS_A_MONTH * hours for stack in STACKS]
        yield f"| **sum of the known prices, per {period}** |{''.join(f' **{value:,.2f}** |' for value in sums)}"


def rendered(page: str) -> str:
    """A page with the table between its markers."""
    before, _, rest = page.partition(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}"


if __name__ == "__main__":
    PAGE.write_text(rendered(PAGE.read_text()))
