"""Arguments of `Budget`."""

from typing import NotRequired

import pulumi

from ..core.cell import CellArgs


class BudgetArgs(CellArgs):
    """Arguments of `Budget`."""

    monthly_usd: int
    """Dollars that the cell may cost in a calendar month, with tax and without credits and refunds."""
    topic_arn: NotRequired[pulumi.Input[str]]
    """Topic that is notified, in this account. Its policy, and that of its key, must let AWS Budgets publish: the topic
    of tickets of `Monitoring` does with `budget_notices`. Without it, `email` is required."""
    email: NotRequired[str]
    """Address that is notified, without a confirmation. Without it, `topic_arn` is required."""
    actual_percent: NotRequired[list[int]]
    """Shares of the budget, in percent, at which the actual cost notifies; 80 and 100 by default."""
    forecast_percent: NotRequired[list[int]]
    """Shares of the budget, in percent, at which the cost that AWS forecasts for the month notifies; 100 by default.
    AWS needs about five weeks of data for a forecast."""
    anomaly_usd: NotRequired[int]
    """Dollars that an unusual cost must amount to before it is reported by mail, once a day. None by default: AWS lets
    only the management account of an organization, or an account without one, watch a tag. `email` is required."""
