"""What AWS and good sense accept of `Budget`."""

from typing import Final

MAX_USD: Final = 10_000_000
"""The largest impact of an anomaly (AWS Cost Explorer API, AnomalySubscription, ThresholdExpression); a larger budget
is a typing error."""

MAX_PERCENT: Final = 1000
"""No limit of AWS: ten times the budget."""

MAX_NOTIFICATIONS: Final = 10
"""Notifications of a budget (AWS Budgets API, Notification)."""

MAX_NAME: Final = 100
"""Characters of a budget's name (AWS Budgets API, BudgetName)."""
