"""Arguments of `Network`."""

from components import Network
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Network,
    good={"cidr": "10.1.0.0/16", "log_key_arn": "k"},
    bad=[
        ({"cidr": "10.1.0.0/24"}, "cidr is '10.1.0.0/24', but a cell needs a /20 or larger"),
        ({"cidr": "lisbon"}, "cidr is 'lisbon', but that is no IPv4 block"),
        ({"region": "eu-moon-1"}, "region is 'eu-moon-1', but no cell fits there; choose from: ap-"),
    ],
)
