"""The settings of an account: one stack for each account and region, before the first cell there."""

import pulumi
from citycell import AccountBaseline, ServiceLinkedRole

config = pulumi.Config()
region = pulumi.Config("aws").require("region")

# An account has some settings once. One region makes them, and the stacks of other regions leave them alone.
first_region = config.get("firstRegion") or region
once = {
    "global_settings": True,
    # Only in an account that never had a cluster: AWS refuses to make a role that exists.
    "service_linked_roles": [ServiceLinkedRole.ECS],
}

baseline = AccountBaseline(
    f"account-{region}",
    {
        "city": "shared",
        "cell": "baseline",
        "owner": "platform",
        "region": region,
        "account_id": "123456789012",
        "disposable": True,
        "task_retirement_days": 14,
        **(once if region == first_region else {}),
    },
)

pulumi.export("apiGatewayRole", baseline.api_gateway_role_arn)
