"""The cost of an idle cell: what AWS bills by the hour, whether or not an order comes in.

Prices are those of us-east-1, on demand, in dollars. They were read from public files and not from AWS's own pages, so
they are good for comparing sizes and not for a bill. An item without a price is listed and not summed up.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .capacity import TASK_CPU_UNITS, Sizes
from .egress import ENDPOINT_HOUR, HOURS_A_MONTH, Nat

ZONES: Final = 3

BROKER_HOUR: Final = {"kafka.m7g.large": 0.204, "kafka.m7g.xlarge": 0.408, "kafka.m7g.2xlarge": 0.816}
"""A broker (unverified; public files disagree on the smallest, and larger types are multiples of it)."""

ACU_HOUR: Final = 0.12
"""One Aurora capacity unit with standard storage (unverified)."""

VCPU_HOUR: Final = 0.03238
MEMORY_GB_HOUR: Final = 0.00356
"""Fargate on Graviton (unverified)."""

NAT_HOUR: Final = 0.045
"""A NAT gateway (unverified)."""

LOAD_BALANCER_HOUR: Final = 0.0225
"""An Application Load Balancer without capacity units (unverified)."""

TASK_VCPU: Final = TASK_CPU_UNITS / 1024
TASK_MEMORY_GB: Final = 2 * TASK_VCPU
"""A task of the order service and of the dispatcher, with the memory that `Task` gives it by default."""

DATABASE_INSTANCES: Final = 2
"""A writer, and a reader in another zone."""


@dataclass(frozen=True)
class IdleItem:
    """Resources of one kind that AWS bills by the hour."""

    name: str
    count: float
    hour: float | None
    """Dollars an hour for one of them; None where no price is known."""

    @property
    def month(self) -> float | None:
        """Dollars a month for all of them."""
        return None if self.hour is None else self.count * self.hour * HOURS_A_MONTH


def idle_items(sizes: Sizes, brokers: int, nat: Nat, interface_endpoints: int = 0) -> tuple[IdleItem, ...]:
    """What an idle cell of these sizes pays for, the most expensive first; items without a price come last."""
    tasks = sizes.orders_tasks.minimum + sizes.dispatcher_tasks.minimum
    task_hour = TASK_VCPU * VCPU_HOUR + TASK_MEMORY_GB * MEMORY_GB_HOUR
    gateways = {Nat.NONE: 0, Nat.ONE: 1}.get(nat, ZONES)
    items = (
        IdleItem(f"brokers {sizes.broker_type}", brokers, BROKER_HOUR.get(sizes.broker_type)),
        IdleItem("Aurora capacity units at the minimum", sizes.min_acu * DATABASE_INSTANCES, ACU_HOUR),
        IdleItem("Fargate tasks at the minimum", tasks, task_hour),
        IdleItem("NAT gateways", gateways, NAT_HOUR),
        IdleItem("load balancer", 1, LOAD_BALANCER_HOUR),
        IdleItem("interface endpoints by zone", interface_endpoints * ZONES, ENDPOINT_HOUR),
        IdleItem(f"cache nodes {sizes.cache_node_type}", sizes.cache_shards * (1 + sizes.cache_replicas), None),
        IdleItem("event pollers at the minimum", sum(span.minimum for span in sizes.pollers.values()), None),
    )
    used = [item for item in items if item.count]
    return tuple(sorted(used, key=lambda item: -1.0 if item.month is None else item.month, reverse=True))


def idle_month(items: Sequence[IdleItem]) -> float:
    """Dollars a month for the items with a price."""
    return sum(item.month or 0.0 for item in items)


BUDGET_STEP: Final = 50
"""Dollars to which a budget is rounded up."""


def monthly_budget(items: Sequence[IdleItem]) -> int:
    """The budget of a cell for a month, in dollars, unless a program states one: twice what it costs idle.

    The other half is for what the hour does not show: requests, traffic, storage, logs, items without a price, and
    scaling at the peak. It is a start; after the first month the bill says more.
    """
    return max(1, math.ceil(2 * idle_month(items) / BUDGET_STEP)) * BUDGET_STEP
