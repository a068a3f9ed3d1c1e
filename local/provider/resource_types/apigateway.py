"""API Gateway: account settings."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import ResourceContext, ResourceType


def _account(context: ResourceContext) -> Mapping[str, Any]:
    return {
        "id": context.account.id,
        "apiKeyVersion": "4",
        "features": ["UsagePlans"],
        # The quota of a new account: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
        "throttleSettings": [{"burstLimit": 5000, "rateLimit": 10000}],
    }


RESOURCE_TYPES = (
    ResourceType("aws:apigateway/account:Account", _account, cloudformation_type="AWS::ApiGateway::Account"),
)
