"""Arguments of the cell's `Budget`."""

from typing import Any

from ..monitoring.component import Monitoring
from ..plan.idle_cost import idle_items, monthly_budget
from .config import CityConfig


def budget_args(config: CityConfig, monitoring: Monitoring, brokers: int | None) -> dict[str, Any]:
    """The budget notifies the topic of tickets; unusual costs are reported by mail, which needs no topic."""
    mail = config.ticket_email or config.alarm_email
    idle = idle_items(config.sizes, brokers or 0, config.nat, len(config.interface_endpoints))
    return {
        "monthly_usd": config.budget_usd or monthly_budget(idle),
        "topic_arn": monitoring.ticket_topic_arn,
        **({"email": mail, "anomaly_usd": config.cost_anomaly_usd} if config.cost_anomaly_usd else {}),
    }
