"""Arguments of `Tables`."""

from components import Tables
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Tables,
    good={"key_arn": "k", "tables": [{"name": "t", "partition_key": "id"}]},
    bad=[
        ({"tables": [{"name": "t", "partition_key": "a"}] * 2}, "each name may stand once"),
    ],
)
