"""Budgets, which have no region."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _budget(context: ResourceContext) -> Mapping[str, Any]:
    name, account = context.get("name"), context.get("accountId", context.account.id)
    return {
        "id": f"{account}:{name}",
        "accountId": account,
        "arn": context.arn("budgets", f"budget/{name}", region=""),
        "timePeriodStart": f"{context.retained('timePeriodStart', context.now()[:8] + '01_00:00')}",
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


RESOURCE_TYPES = (ResourceType("aws:budgets/budget:Budget", _budget, name_property="name", force_new=("accountId",)),)
