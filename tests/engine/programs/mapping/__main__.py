"""A function with a Kafka source. With `former` its mapping has the provider's own class, as in an earlier release."""

from typing import Any

import pulumi
import pulumi_aws as aws

from components import Function
from tests.components.samples.function import SAMPLE, SOURCE

settings = pulumi.Config()
source = {**SOURCE, "batch_size": settings.get_int("batch-size") or 100}
if settings.get_bool("twice"):
    args: Any = SAMPLE.args({"kafka_source": source, "function": "project-orders"})
    Function("second", args)
if settings.get_bool("former"):
    args = SAMPLE.args()
    function = Function("part", args)
    aws.lambda_.EventSourceMapping(
        "part-source",
        event_source_arn=str(SOURCE["cluster_arn"]),
        function_name=function.function_arn,
        topics=[str(SOURCE["topic"])],
        starting_position="TRIM_HORIZON",
        maximum_batching_window_in_seconds=0,
        opts=pulumi.ResourceOptions(parent=function),
    )
else:
    args = SAMPLE.args({"kafka_source": source})
    Function("part", args)
