"""Budgets. They have no regions."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _budget(made: Made) -> Mapping[str, Any]:
    name, account = made.get("name"), made.get("accountId", made.account.id)
    return {
        "id": f"{account}:{name}",
        "accountId": account,
        "arn": made.arn("budgets", f"budget/{name}", region=""),
        "timePeriodStart": f"{made.kept('timePeriodStart', made.now()[:8] + '01_00:00')}",
        "costTypes": {
            "includeCredit": True,
            "includeDiscount": True,
            "includeOtherSubscription": True,
            "includeRecurring": True,
            "includeRefund": True,
            "includeSubscription": True,
            "includeSupport": True,
            "includeTax": True,
            "includeUpfront": True,
            "useAmortized": False,
            "useBlended": False,
        },
    }


SHAPES = (Shape("aws:budgets/budget:Budget", _budget, named="name", replaces=("accountId",)),)
