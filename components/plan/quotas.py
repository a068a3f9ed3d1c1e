"""Quotas of AWS that the size of a cell meets."""

from dataclasses import dataclass

from .capacity import Sizes
from .egress import REQUIRED, Nat


@dataclass(frozen=True, kw_only=True)
class QuotaNeed:
    """What a cell needs of one quota of an account in a region."""

    service_code: str
    """Code of the service in Service Quotas, such as `lambda`."""
    quota_code: str
    """Code of the quota, such as `L-B99A9384`."""
    name: str
    needed: float
    """What the cell uses at its peak."""
    default: float
    """AWS's value for an account that never asked for more."""
    is_adjustable: bool
    source: str
    """The page of AWS that documents the quota."""
    is_global: bool = False
    """Whether the quota counts for all regions together. Service Quotas then answers in us-east-1 only."""


@dataclass(frozen=True)
class Choices:
    """Arguments of a cell that change what it needs, beside its sizes."""

    nat: Nat = Nat.PER_ZONE
    interface_endpoints: int = len(REQUIRED)
    lake: bool = True


def needs(sizes: Sizes, region: str, choices: Choices | None = None) -> tuple[QuotaNeed, ...]:
    """What a cell of these sizes needs of the quotas in a region. Without choices, the largest are assumed."""
    del region, choices
    pollers = sum(span.maximum for span in sizes.pollers.values())
    tasks = sizes.orders_tasks.maximum + sizes.dispatcher_tasks.maximum
    return (
        QuotaNeed(
            service_code="lambda",
            quota_code="L-B99A9384",
            name="concurrent executions of functions",
            needed=pollers * 5,
            default=1000,
            is_adjustable=True,
            source="AWS Lambda developer guide, Lambda quotas",
        ),
        QuotaNeed(
            service_code="fargate",
            quota_code="L-3032A538",
            name="vCPUs of Fargate on demand",
            needed=tasks,
            default=6,
            is_adjustable=True,
            source="Amazon ECS developer guide, Fargate quotas",
        ),
    )
