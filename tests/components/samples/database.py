"""Arguments of `Database`."""

from components import Database
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Database,
    good={
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "min_acu": 2.0,
        "max_acu": 4.0,
    },
    bad=[
        ({"min_acu": 0.7}, "min_acu is 0.7, but it must be between 0.5 and 256 in steps of 0.5"),
        ({"max_acu": 300.0}, "max_acu is 300.0"),
        ({"min_acu": 8.0}, "min_acu is 8.0, but it must not be more than max_acu, which is 4.0"),
        ({"readers": 0}, "readers is 0, but it must be between 1 and 15"),
    ],
)
