"""The inputs of the budget and of the watch for anomalies."""

from typing import Any, Final

from .config import BudgetConfig

TAG: Final = "cell"
"""The tag that all resources of a cell have. The management account activates it once as a cost allocation tag."""


def budget_props(config: BudgetConfig, cell: str) -> dict[str, Any]:
    """A monthly budget over the costs with the cell's tag.

    Credits and refunds are left out, because they would hide what the cell really costs.
    """
    return {
        "budget_type": "COST",
        "time_unit": "MONTHLY",
        "limit_amount": str(config.monthly_usd),
        "limit_unit": "USD",
        # Tags of users have this prefix in AWS Budgets (pulumi_aws, Budget, "Create a cost filter using resource
        # tags").
        "cost_filters": [{"name": "TagKeyValue", "values": [f"user:{TAG}${cell}"]}],
        "cost_types": {"include_credit": False, "include_refund": False},
        "notifications": [
            *(_notification(config, "ACTUAL", percent) for percent in config.actual_percent),
            *(_notification(config, "FORECASTED", percent) for percent in config.forecast_percent),
        ],
    }


def _notification(config: BudgetConfig, kind: str, percent: int) -> dict[str, Any]:
    return {
        "comparison_operator": "GREATER_THAN",
        "notification_type": kind,
        "threshold": percent,
        "threshold_type": "PERCENTAGE",
        **({} if config.topic_arn is None else {"subscriber_sns_topic_arns": [config.topic_arn]}),
        **({} if config.email is None else {"subscriber_email_addresses": [config.email]}),
    }


def monitor_specification(cell: str) -> dict[str, Any]:
    """The costs that the monitor watches (AWS Cost Explorer API, AnomalyMonitor, MonitorSpecification)."""
    return {"Tags": {"Key": TAG, "Values": [cell]}}


def subscription_props(config: BudgetConfig, monitor_arn: Any) -> dict[str, Any]:
    """One mail a day with the anomalies above the amount; a mail for each needs a topic (API, AnomalySubscription)."""
    return {
        "frequency": "DAILY",
        "monitor_arn_lists": [monitor_arn],
        "subscribers": [{"type": "EMAIL", "address": config.email}],
        "threshold_expression": {
            "dimension": {
                "key": "ANOMALY_TOTAL_IMPACT_ABSOLUTE",
                "match_options": ["GREATER_THAN_OR_EQUAL"],
                "values": [str(config.anomaly_usd)],
            }
        },
    }
