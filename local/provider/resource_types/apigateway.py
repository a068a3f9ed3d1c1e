"""API Gateway: account settings."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType

SMALL_REGIONS = frozenset(
    {
        "af-south-1",
        "ap-south-2",
        "ap-southeast-3",
        "ap-southeast-4",
        "ap-southeast-5",
        "ap-southeast-7",
        "ca-west-1",
        "eu-central-2",
        "eu-south-1",
        "eu-south-2",
        "il-central-1",
        "me-central-1",
        "mx-central-1",
    }
)
"""Regions with a smaller quota: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html."""


def _account(context: ResourceContext) -> Mapping[str, Any]:
    small = context.account.region in SMALL_REGIONS
    return {
        "id": context.account.id,
        "apiKeyVersion": "4",
        "features": ["UsagePlans"],
        # The quota of a new account, of the same page.
        "throttleSettings": [{"burstLimit": 1250 if small else 5000, "rateLimit": 2500 if small else 10000}],
    }


RESOURCE_TYPES = (
    ResourceType("aws:apigateway/account:Account", _account, cloudformation_type="AWS::ApiGateway::Account"),
)
