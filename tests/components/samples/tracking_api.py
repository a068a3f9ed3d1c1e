"""Arguments of `TrackingApi`."""

from hypothesis import strategies as st

from components import TrackingApi
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=TrackingApi,
    good={},
    others=[{"domain_name": "live.lisbon.example.com"}],
    bad=[
        ({"domain_name": "live"}, "domain_name is 'live', but it must be a host name in lower case"),
        ({"domain_name": "Live.example.com"}, "it must be a host name in lower case"),
        ({"domain_name": "wss://live.example.com"}, "it must be a host name in lower case"),
        ({"domain_name": f"{'a' * 64}.example.com"}, "it must be a host name in lower case"),
        ({"domain_name": ""}, "it must be a host name in lower case"),
    ],
    arguments=st.fixed_dictionaries({}, optional={"domain_name": st.just("live.lisbon.example.com")}),
)
