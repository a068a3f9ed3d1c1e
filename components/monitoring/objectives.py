"""The service level objectives of a cell from its arguments, which `Monitoring` and `CityCell` share."""

from collections.abc import Mapping
from typing import Any, Final

from ..core.annotations import hints
from ..core.arguments import Arguments
from ..plan import objectives as defaults
from . import limits, own_metrics
from .args import ObjectiveArgs
from .slo import Objective

MINIMUM_EVENTS: Final = 30
"""With 30 orders in an hour, one failure is 3 %."""

MINIMUM_BAD: Final = 3
"""One failure never pages, and two may be the same customer who tries again."""


def objectives(arguments: Arguments, cell: str) -> tuple[Objective, ...]:
    """The objectives of a cell.

    Raises:
        ArgumentError: a target, a limit or a minimum is out of its bounds.
    """
    events = arguments.integer("slo_minimum_events", 1, limits.MAX_EVENTS, MINIMUM_EVENTS)
    bad = arguments.integer("slo_minimum_bad", 1, limits.MAX_EVENTS, min(MINIMUM_BAD, events))
    if bad > events:
        raise arguments.error("slo_minimum_bad", bad, f"it must be at most slo_minimum_events, {events}")
    placement, pings = own_metrics.PLACEMENT_LATENCY.of(cell), own_metrics.PING_TO_PAGE_LATENCY.of(cell)
    return (
        Objective(
            role="placement-availability",
            title="orders placed",
            target=_target(arguments, "slo_placement_availability", defaults.PLACEMENT_AVAILABILITY),
            events=placement,
            bad=own_metrics.ORDERS_FAILED.of(cell),
            minimum_events=events,
            minimum_bad=bad,
        ),
        Objective(
            role="placement-latency",
            title="orders placed in time",
            target=_target(arguments, "slo_placement_latency", defaults.PLACEMENT_LATENCY),
            events=placement,
            limit_ms=_limit(arguments, "slo_placement_ms", defaults.PLACEMENT_MS),
            minimum_events=events,
            minimum_bad=bad,
        ),
        Objective(
            role="ping-to-page",
            title="courier positions on pages",
            target=_target(arguments, "slo_ping_to_page", defaults.PING_TO_PAGE),
            events=pings,
            limit_ms=_limit(arguments, "slo_ping_to_page_ms", defaults.PING_TO_PAGE_MS),
            minimum_events=events,
            minimum_bad=bad,
        ),
        Objective(
            role="freshness",
            title="order events in their view",
            target=_target(arguments, "slo_freshness", defaults.EVENT_FRESHNESS),
            events=own_metrics.EVENT_FRESHNESS.of(cell),
            limit_ms=_limit(arguments, "slo_freshness_ms", defaults.EVENT_FRESHNESS_MS),
            minimum_events=events,
            minimum_bad=bad,
        ),
    )


def given_objectives(arguments: Arguments) -> Mapping[str, Any]:
    """The arguments of objectives that are set, checked, for the component that passes them on.

    Raises:
        ArgumentError: as `objectives`.
    """
    objectives(arguments, arguments.string("cell"))
    return {name: arguments.input(name) for name in sorted(hints(ObjectiveArgs)) if arguments.is_set(name)}


def _target(arguments: Arguments, argument: str, default: float) -> float:
    return arguments.float_(argument, limits.MIN_TARGET, limits.MAX_TARGET, default)


def _limit(arguments: Arguments, argument: str, default: int) -> int:
    return arguments.integer(argument, 1, limits.MAX_LIMIT_MS, default)
