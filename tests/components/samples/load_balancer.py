"""Arguments of `LoadBalancer`."""

from components import LoadBalancer
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=LoadBalancer,
    good={
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
    },
    bad=[
        ({"certificate_arn": "arn:aws:acm:eu-west-3:1:certificate/x"}, "a certificate in eu-west-1"),
    ],
)
