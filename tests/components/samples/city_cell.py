"""Arguments of `CityCell`."""

import pulumi

from components import CityCell
from tests.components.samples import Sample

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
        "payments_url": "https://payments.example.com",
        "token_issuer": "https://tokens.example.com",
        "token_audience": "citycell",
        "token_jwks_url": "https://tokens.example.com/keys",
    },
    others=[{"disposable": True, "nat": "none", "alarm_email": "ops@example.com"}],
    bad=[
        ({"cell": "Lisbon"}, "cell is 'Lisbon', but it must be lower case letters, digits and single hyphens"),
        ({"peak_orders_per_hour": 40_000}, "split the city into 3 cells"),
        ({"couriers_online": -1}, "couriers online must be zero or more, not -1"),
    ],
)
