"""Arguments of `LoadBalancer`."""

from hypothesis import strategies as st

from components import DesyncMitigation, LoadBalancer
from tests.components.samples import Sample

WEB_ACL = "arn:aws:wafv2:eu-west-1:123456789012:regional/webacl/lisbon/0a1b2c3d-0001-4000-8000-0a1b2c3d4e5f"

SAMPLE = Sample(
    kind=LoadBalancer,
    good={
        "subnet_ids": ["subnet-0a", "subnet-0b"],
        "security_group_id": "sg-0a",
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
    },
    others=[
        {"access_log_days": 30, "disposable": True},
        {
            "connection_logs": False,
            "health_check_logs": False,
            "zonal_shift": False,
            "tls13_only": True,
            "idle_timeout_seconds": 120,
            "desync_mitigation": DesyncMitigation.STRICTEST,
        },
        {
            "capacity_units": 200,
            "web_acl_arn": WEB_ACL,
        },
    ],
    bad=[
        ({"access_log_days": 0}, "access_log_days is 0, but it must be between 1 and 3653"),
        ({"idle_timeout_seconds": 4001}, "idle_timeout_seconds is 4001, but it must be between 1 and 4000"),
        ({"capacity_units": 99}, "capacity_units is 99, but it must be between 100 and 15000"),
        (
            {"desync_mitigation": "monitor"},
            "desync_mitigation is 'monitor', but it must be one of defensive, strictest",
        ),
        ({"certificate_arn": "arn:aws:acm:eu-west-3:1:certificate/x"}, "a certificate in eu-west-1"),
    ],
    arguments=st.fixed_dictionaries(
        {}, optional={"access_log_days": st.integers(1, 3653), "disposable": st.booleans()}
    ),
)
