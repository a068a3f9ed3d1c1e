"""Arguments of `Tracking`."""

from components import Tracking
from tests.components.samples import Sample

SAMPLE = Sample(
    kind=Tracking,
    good={
        "api_id": "a",
        "execution_arn": "e",
        "authorizer": {"function_name": "f", "invoke_arn": "i"},
        "routes": {"$connect": {"function_name": "f", "invoke_arn": "i"}},
        "messages_per_second": 50,
        "log_key_arn": "k",
    },
    bad=[
        ({"routes": {}}, "$connect must be among them"),
        ({"messages_per_second": 0}, "1 is the least"),
    ],
)
