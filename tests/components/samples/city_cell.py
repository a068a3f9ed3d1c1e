"""Arguments of `CityCell`."""

from typing import Any

import pulumi
from hypothesis import strategies as st

from components import CityCell
from tests.components.samples import Sample

IN_REGION: dict[str, Any] = {"region_stack": "organization/citycell-region/region-eu-west-1"}
SHARED = {
    "cells_table": "shared-cells",
    "service_repository": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shared-services",
}
VPC = {
    "vpc_id": "vpc-1",
    "cidr": "172.20.0.0/16",
    "private_subnet_ids": ["subnet-1", "subnet-2", "subnet-3"],
    "data_subnet_ids": ["subnet-4", "subnet-5", "subnet-6"],
}
EDGE = {
    "domain": "lisbon.example.com",
    "hosted_zone_id": "Z0123456789ABCDEFGHIJ",
    "edge_prefix_list_id": "pl-4fa04526",
}
IDENTITY = "organization/citycell-identity/identity"
NO_PROVIDER = {"token_issuer": None, "token_audience": None, "token_jwks_url": None}
"""No issuer beside those of an identity."""

SAMPLE = Sample(
    kind=CityCell,
    good={
        "cidr": "10.1.0.0/16",
        "peak_orders_per_hour": 200,
        "couriers_online": 150,
        "tracking_viewers": 200,
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
        "service_image": f"registry.example/services@sha256:{'a' * 64}",
        "function_dependencies": pulumi.AssetArchive({}),
        "migration_dependencies": pulumi.AssetArchive({}),
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/keys",
    },
    others=[
        {"disposable": True, "nat": "none", "alarm_email": "ops@example.com"},
        {"message_dependencies": pulumi.AssetArchive({}), "quotas": {"L-8A5B8E43": 5000}},
        {"drain": True},
        EDGE | {"nat": "none", "edge_countries": ["PT"], "edge_bot_control": "common"},
        IN_REGION | {"zone": "north"},
        {"existing_vpc": VPC, "cidr": None, "service_image": f"sha256:{'a' * 64}", "shared_region": SHARED},
        {
            "lake": True,
            "backups": True,
            "backup_copy_region": "eu-central-1",
            "spot_percent": 50,
            "deployment_strategy": "canary",
            "deployment_alarms": ["lisbon-api-errors"],
            "load_balancer_capacity_units": 200,
        },
        NO_PROVIDER | {"identity_stack": IDENTITY},
    ],
    bad=[
        ({"domain": "Lisbon"}, "domain is 'Lisbon', but it must be a host name in lower case without a wildcard"),
        (
            {"hosted_zone_id": "Z0123456789ABCDEFGHIJ"},
            "hosted_zone_id is 'Z0123456789ABCDEFGHIJ', but it has no effect",
        ),
        ({"edge_countries": ["PT"]}, "edge_countries is ['PT'], but it has no effect without domain"),
        ({"domain": "lisbon.example.com"}, "edge_prefix_list_id is None, but it is required with domain"),
        (EDGE | {"hosted_zone_id": None}, "edge_certificate_arn is None, but it is required without hosted_zone_id"),
        (
            EDGE | {"hosted_zone_id": "example.com"},
            "hosted_zone_id is 'example.com', but it must be the id of a hosted",
        ),
        (EDGE | {"edge_countries": ["XX"]}, "edge_countries[0] is 'XX', but it must be a country's code in ISO 3166"),
        (EDGE | {"edge_requests_per_caller": 1}, "edge_requests_per_caller is 1, but it must be between 10 and"),
        (EDGE | {"edge_origin_host": "x"}, "edge_origin_host is 'x', but it must be a host name"),
        (
            EDGE | {"edge_certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x"},
            "it must be the ARN of a certificate in us-east-1",
        ),
        ({"cidr": "10.1.0.0/24"}, "it must be an IPv4 block of /16 to /20"),
        ({"certificate_arn": "arn:aws:acm:eu-west-3:123456789012:certificate/x"}, "a certificate in eu-west-1"),
        ({"service_image": "registry.example/services:latest"}, "it must name an image by digest"),
        ({"tracking_domain": "live"}, "tracking_domain is 'live', but it must be a host name in lower case"),
        ({"tracking_domain": "live.example.com"}, "tracking_certificate_arn is None, but it is required"),
        (
            {
                "tracking_domain": "live.example.com",
                "tracking_certificate_arn": "arn:aws:acm:us-east-1:1:certificate/x",
            },
            "certificate/x', but it must be the ARN of a certificate in eu-west-1",
        ),
        ({"tracking_zone_id": "Z1"}, "it belongs to a tracking_domain, which is not set"),
        ({"account_share": 0.01, "quotas": {"L-8A5B8E43": 100}}, "account_share is 0.01, but the load needs "),
        ({"account_share": 2}, "account_share is 2, but it must be between 0.01 and 1"),
        ({"spot_percent": 100}, "spot_percent is 100, but it must be between 0 and 99"),
        ({"deployment_strategy": "fast"}, "deployment_strategy is 'fast', but it must be one of rolling, blue-green"),
        ({"demand_forecast": "none.json"}, "demand_forecast is 'none.json', but the file cannot be read"),
        ({"nat": "two"}, "nat is 'two', but it must be one of none, one, per-zone, regional"),
        ({"quotas": {"L-8a5b8e43": 5000}}, "quotas.L-8a5b8e43 is 5000, but no quota of that code limits a cell"),
        ({"quotas": {"L-8A5B8E43": -1}}, "quotas.L-8A5B8E43 is -1, but it must be between 1 and 1000000000"),
        ({"quotas": {"L-8A5B8E43": "many"}}, "quotas.L-8A5B8E43 is 'many', but it must be a whole number"),
        ({"interface_endpoints": ["ecr.api", "ecr.api"]}, "each name may appear once"),
        ({"order_expiry_seconds": 0}, "order_expiry_seconds is 0, but it must be between 60 and 86400"),
        ({"growth_margin": 11.0}, "growth_margin is 11, but it must be between 0 and 10"),
        ({"tracking_viewers": -1}, "tracking_viewers is -1"),
        ({"token_issuer": ""}, "token_issuer is '', but it must begin with https://"),
        ({"token_audience": None}, "token_audience is None, but it is required unless identity_stack is set"),
        ({"token_algorithm": "HS256"}, "token_algorithm is 'HS256', but it must be one of ES256, RS256"),
        ({"identity_stack": IDENTITY}, "but identity_stack has the issuers"),
        (NO_PROVIDER | {"identity_stack": "identity"}, "full name of a stack, <organization>/<project>/<stack>"),
        (
            NO_PROVIDER | {"identity_stack": IDENTITY, "token_issuers": []},
            "but token_issuers has those of an identity in this program",
        ),
        ({"owner": ""}, "owner is '', but it must not be empty"),
        ({"account_id": "123"}, "account_id is '123', but it must be 12 digits"),
        ({"cell": "Lisbon"}, "cell is 'Lisbon', but it must be lower case letters, digits and single hyphens"),
        ({"peak_orders_per_hour": 40_000}, "split the city into 3 cells"),
        ({"cell": "shared"}, "cell is 'shared', but that name is of what all cells of a region share"),
        ({"zone": "North"}, "zone is 'North', but it must be lower case letters, digits and single hyphens"),
        ({"region_stack": "region-eu-west-1"}, "it must be the full name of a stack, <organization>/<project>/<stack>"),
        (IN_REGION | {"shared_region": SHARED}, "shared_region is the same of a region in this program"),
        ({"service_image": f"sha256:{'a' * 64}"}, "a digest alone needs region_stack, whose repository has the image"),
        (
            {"service_image": f"sha256:{'a' * 64}", "shared_region": {"cells_table": "cells"}},
            "a digest alone needs region_stack",
        ),
        ({"existing_vpc": VPC}, "cidr is '10.1.0.0/16', but a VPC that exists has its own"),
        ({"existing_vpc": VPC, "cidr": None, "nat": "one"}, "nat is 'one', but a VPC that exists has its own"),
        ({"existing_vpc": {"vpc_id": "v"}, "cidr": None}, "existing_vpc.cidr is None, but it is required"),
        ({"cidr": None}, "cell_index is None, but it is required unless cidr or existing_vpc is set"),
        ({"lake": "yes"}, "lake is 'yes', but it must be true or false"),
        ({"backup_copy_region": "eu-west-1"}, "backup_copy_region is 'eu-west-1', but"),
        (
            {"backups": False, "backup_copy_region": "eu-central-1"},
            "backup_copy_region is 'eu-central-1', but no backups are made",
        ),
        ({"drain": "yes"}, "drain is 'yes', but it must be true or false"),
        ({"backups": "no"}, "backups is 'no', but it must be true or false"),
        ({"couriers_online": -1}, "couriers_online is -1, but it must be between 0 and 10000000"),
    ],
    arguments=st.fixed_dictionaries(
        {},
        optional={
            "cidr": st.sampled_from(["10.0.0.0/16", "10.200.16.0/20", "172.16.0.0/18"]),
            "peak_orders_per_hour": st.integers(0, 16_000),
            "couriers_online": st.integers(0, 8_000),
            "tracking_viewers": st.integers(0, 10_000),
            "growth_margin": st.floats(0, 0.5),
            "order_expiry_seconds": st.integers(60, 86_400),
            "nat": st.sampled_from(["none", "one", "per-zone"]),
            "alarm_email": st.just("ops@example.com"),
            "disposable": st.booleans(),
            "drain": st.booleans(),
            "lake": st.booleans(),
            "backups": st.booleans(),
            "region": st.just("eu-west-1"),
        },
    ),
)
