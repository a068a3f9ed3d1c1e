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

DOMAIN = {
    "name": "live.lisbon.example.com",
    "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/00000000-0000-4000-8000-000000000001",
    "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
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
        {"domain": DOMAIN, "route_limits": {"$connect": 10}, "account_share": 0.5},
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
        ({"messages_per_second": 5001, "account_share": 0.5}, "between 1 and 5000, 50% of the account's quota in eu-"),
        ({"account_share": 0}, "account_share is 0, but it must be between 0.01 and 1"),
        ({"account_share": 1.1}, "account_share is 1.1, but it must be between 0.01 and 1"),
        ({"route_limits": {"subscribe": 10}}, "there is no such route; choose from: $connect"),
        (
            {"route_limits": {"$connect": 0}},
            "route_limits.$connect is 0, but it must be between 1 and 50, the messages",
        ),
        ({"route_limits": {"$connect": 51}}, "route_limits.$connect is 51, but it must be between 1 and 50"),
        ({"domain": DOMAIN | {"name": "live"}}, "domain.name is 'live', but it must be a host name in lower case"),
        (
            {"domain": DOMAIN | {"certificate_arn": DOMAIN["certificate_arn"].replace("eu-west-1", "us-east-1")}},
            "it must be the ARN of a certificate in eu-west-1",
        ),
        ({"domain": {"name": "live.example.com"}}, "domain.certificate_arn is None, but it is required"),
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
