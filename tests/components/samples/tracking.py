"""Arguments of `Tracking`."""

from hypothesis import strategies as st

from components import Tracking
from tests.components.samples import Sample

KEY = "arn:aws:kms:eu-west-1:123456789012:key/00000000-0000-4000-8000-000000000001"
FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:lisbon-connect"
ROUTE = {
    "function_name": "lisbon-connect",
    "invoke_arn": f"arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/{FUNCTION}/invocations",
}

SAMPLE = Sample(
    kind=Tracking,
    good={
        "api_id": "a1b2c3d4e5",
        "execution_arn": "arn:aws:execute-api:eu-west-1:123456789012:a1b2c3d4e5",
        "authorizer": ROUTE,
        "routes": {"$connect": ROUTE},
        "messages_per_second": 50,
        "log_key_arn": KEY,
    },
    others=[
        {"routes": {"$connect": ROUTE, "$disconnect": ROUTE, "subscribe": ROUTE}},
        {"log_retention_days": 7},
        {"quotas": {"L-8A5B8E43": 20_000}, "messages_per_second": 15_000},
    ],
    bad=[
        ({"authorizer": {}}, "authorizer.function_name is None, but it is required"),
        ({"routes": {"$connect": {}}}, "routes.$connect.function_name is None, but it is required"),
        ({"routes": {}}, "routes is [], but $connect must be among them"),
        ({"log_retention_days": 8}, "log_retention_days is 8, but CloudWatch Logs does not offer that retention"),
        ({"messages_per_second": 0}, "messages_per_second is 0, but it must be between 1 and 10000"),
        ({"messages_per_second": 10_001}, "between 1 and 10000, the account's quota in eu-west-1"),
        (
            {"messages_per_second": 2501, "region": "eu-south-2"},
            "between 1 and 2500, the account's quota in eu-south-2",
        ),
        ({"messages_per_second": 2501, "quotas": {"L-8A5B8E43": 2500}}, "it must be between 1 and 2500"),
        (
            {"quotas": {"L-00000000": 5}},
            "quotas.L-00000000 is 5, but no quota of that code limits a cell; choose from: L-0",
        ),
        ({"quotas": {"L-8A5B8E43": 0}}, "quotas.L-8A5B8E43 is 0, but it must be between 1 and 1000000000"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "messages_per_second": st.integers(1, 10_000),
            "routes": st.sets(st.sampled_from(["$disconnect", "subscribe", "$default"])).map(
                lambda routes: dict.fromkeys(sorted({"$connect", *routes}), ROUTE)
            ),
        },
    ),
)
