"""A small city that reads the stack of its region."""

import pulumi
from citycell import CityCell  # pyright: ignore[reportMissingImports]

layer = pulumi.AssetArchive({})

CityCell(
    "lisbon",
    {
        "city": "lisbon",
        "cell": "lisbon",
        "owner": "platform",
        "region": "eu-west-1",
        "account_id": "123456789012",
        "disposable": True,
        "cell_index": 1,
        "region_stack": "organization/citycell-region/region-eu-west-1",
        "service_image": "sha256:3a4200a691ddeb89e72d04c501a00c14f7d3c439e3b152e2de5e2574c4f81193",
        "peak_orders_per_hour": 200,
        "couriers_online": 150,
        "tracking_viewers": 200,
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f",
        "function_dependencies": layer,
        "migration_dependencies": layer,
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/.well-known/jwks.json",
    },
)
