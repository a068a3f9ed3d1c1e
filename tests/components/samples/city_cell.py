"""Arguments of `CityCell`."""

import pulumi
from hypothesis import strategies as st

from components import CityCell
from tests.components.samples import Sample

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
        {"lake": True, "backups": True, "backup_copy_region": "eu-central-1"},
        NO_PROVIDER | {"identity_stack": IDENTITY},
    ],
    bad=[
        ({"cidr": "10.1.0.0/24"}, "it must be an IPv4 block of /16 to /20"),
        ({"certificate_arn": "arn:aws:acm:eu-west-3:123456789012:certificate/x"}, "a certificate in eu-west-1"),
        ({"service_image": "registry.example/services:latest"}, "it must name an image by digest"),
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
        ({"lake": "yes"}, "lake is 'yes', but it must be true or false"),
        ({"backup_copy_region": "eu-west-1"}, "backup_copy_region is 'eu-west-1', but"),
        (
            {"backups": False, "backup_copy_region": "eu-central-1"},
            "backup_copy_region is 'eu-central-1', but no backups are made",
        ),
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
            "lake": st.booleans(),
            "backups": st.booleans(),
            "region": st.just("eu-west-1"),
        },
    ),
)
