"""A function with a Kafka source. `former`: its mapping has the class of an earlier release. `twice`: it has both."""

from typing import Any

import pulumi
import pulumi_aws as aws

from components import Function
from tests.components.samples.function import SAMPLE, SOURCE

settings = pulumi.Config()
former, twice = settings.get_bool("former"), settings.get_bool("twice")
source = {**SOURCE, "batch_size": settings.get_int("batch-size") or 100}
args: Any = SAMPLE.args({} if former else {"kafka_source": source})
function = Function("part", args)
if former or twice:
    aws.lambda_.EventSourceMapping(
        "part-source" if former else "second-source",
        event_source_arn=str(SOURCE["cluster_arn"]),
        function_name=function.function_arn,
        topics=[str(SOURCE["topic"])],
        starting_position="TRIM_HORIZON",
        maximum_batching_window_in_seconds=0,
        opts=pulumi.ResourceOptions(parent=function),
    )
