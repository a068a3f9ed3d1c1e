"""Arguments of `LoadBalancer`."""

from hypothesis import strategies as st

from components import LoadBalancer
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=LoadBalancer,
    good={
        "subnet_ids": ["subnet-0a", "subnet-0b"],
        "security_group_id": "sg-0a",
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
    },
    others=[{"access_log_days": 30, "disposable": True}],
    bad=[
        ({"access_log_days": 0}, "access_log_days is 0, but it must be between 1 and 3653"),
        ({"certificate_arn": "arn:aws:acm:eu-west-3:1:certificate/x"}, "a certificate in eu-west-1"),
    ],
    arguments=st.fixed_dictionaries(
        {}, optional={"access_log_days": st.integers(1, 3653), "disposable": st.booleans()}
    ),
)
