"""The configuration of `Budget`: its arguments with their defaults, validated."""

from dataclasses import dataclass
from typing import Final

import pulumi

from ..core.arguments import Arguments
from .args import BudgetArgs
from .limits import MAX_NOTIFICATIONS, MAX_PERCENT, MAX_USD

ACTUAL_PERCENT: Final = (80, 100)
"""A warning while there is time, and the fact."""

FORECAST_PERCENT: Final = (100,)


@dataclass(frozen=True, kw_only=True)
class BudgetConfig:
    """What `Budget` is made from."""

    monthly_usd: int
    topic_arn: pulumi.Input[str] | None
    email: str | None
    actual_percent: tuple[int, ...]
    forecast_percent: tuple[int, ...]
    anomaly_usd: int | None


def resolve(name: str, args: BudgetArgs) -> BudgetConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument cannot be used, or no one would be notified.
    """
    arguments = Arguments("Budget", name, args, BudgetArgs)
    arguments.cell()
    email = arguments.mail_address("email")
    if email is None and not arguments.is_set("topic_arn"):
        raise arguments.error("email", None, "a budget notifies an address, a topic_arn or both")
    arguments.requires("anomaly_usd", email is not None, "anomalies are reported by mail: email is required")
    actual = _percents(arguments, "actual_percent", ACTUAL_PERCENT)
    forecast = _percents(arguments, "forecast_percent", FORECAST_PERCENT)
    count = len(actual) + len(forecast)
    if not 1 <= count <= MAX_NOTIFICATIONS:
        message = f"it must have 1 to {MAX_NOTIFICATIONS} items together with forecast_percent"
        raise arguments.error("actual_percent", list(actual), message)
    return BudgetConfig(
        monthly_usd=arguments.integer("monthly_usd", 1, MAX_USD),
        topic_arn=arguments.input("topic_arn"),
        email=email,
        actual_percent=actual,
        forecast_percent=forecast,
        anomaly_usd=arguments.integer("anomaly_usd", 1, MAX_USD, None),
    )


def _percents(arguments: Arguments, argument: str, default: tuple[int, ...]) -> tuple[int, ...]:
    if not arguments.is_set(argument):
        return default
    percents: list[int] = arguments.list_of(argument)
    for index, percent in enumerate(percents):
        if not 1 <= percent <= MAX_PERCENT:
            raise arguments.error(f"{argument}[{index}]", percent, f"it must be between 1 and {MAX_PERCENT}")
    arguments.unique(argument, [str(percent) for percent in percents])
    return tuple(percents)
