"""API Gateway's settings of an account and region."""

from collections.abc import Mapping
from typing import Any

from ..resource_type import Made, Shape


def _account(made: Made) -> Mapping[str, Any]:
    return {
        "id": made.account.id,
        "apiKeyVersion": "4",
        "features": ["UsagePlans"],
        # The quota of a new account: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
        "throttleSettings": [{"burstLimit": 5000, "rateLimit": 10000}],
    }


SHAPES = (Shape("aws:apigateway/account:Account", _account, published="AWS::ApiGateway::Account"),)
