"""A topic kept for analysis: Kafka, the function that makes positions coarse, the lake, and what an analyst may do."""

import pulumi
from citycell import EndpointChoice, Function, Keys, Lake, LakeFormat, Nat, Network, StorageClass, Stream, StreamService
from citycell.package import LayerName, dependencies_layer, function_code
from citycell.plan.traffic import Part
from pulumi_aws import lambda_

cell = {
    "city": "porto",
    "cell": "porto",
    "owner": "data",
    "region": pulumi.Config("aws").require("region"),
    "account_id": "123456789012",
    "disposable": True,
}

keys = Keys("porto-keys", cell)
network = Network(
    "porto-network",
    {
        **cell,
        "cidr": "10.9.0.0/16",
        "nat": Nat.NONE,
        "endpoint_choice": EndpointChoice.LISTED,  # no task runs here that would need any
        "log_key_arn": keys.logs_arn,
    },
)
stream = Stream(
    "porto-stream",
    {
        **cell,
        "subnet_ids": network.data_subnet_ids,
        "security_group_id": network.group(Part.STREAM),
        "key_arn": keys.streams_arn,
        "log_key_arn": keys.logs_arn,
        "broker_type": "kafka.m7g.large",
        "private_connectivity": True,
        "services": [StreamService.FIREHOSE],
        "topics": [
            {"name": "menu-views", "partitions": 6, "retention_hours": 24},
            {"name": "courier-locations", "partitions": 6, "retention_hours": 24},
        ],
    },
)

layer = lambda_.LayerVersion(
    "porto-functions",
    layer_name="porto-functions",
    code=dependencies_layer(LayerName.MESSAGES),
    compatible_runtimes=["python3.13"],
    compatible_architectures=["arm64"],
)
coarse = Function(
    "porto-round-coordinates",
    {
        **cell,
        "function": "round-coordinates",
        "description": "Makes positions coarse on their way to the lake.",
        "handler": "lambdas.round_coordinates.handler.handle",
        "code": function_code("round_coordinates"),
        "layers": [layer.arn],
        "timeout_seconds": 60,
        "key_arn": keys.personal_arn,
        "log_key_arn": keys.logs_arn,
    },
)

lake = Lake(
    "porto-lake",
    {
        **cell,
        "key_arn": keys.lake_arn,
        "log_key_arn": keys.logs_arn,
        "cluster_arn": stream.opened_cluster_arn,
        "transform_arn": coarse.function_arn,
        "topics": [
            {
                "topic": "menu-views",
                "stands_as": stream.topic_name("menu-views"),
                "columns": [
                    {"name": "restaurant_id", "type": "string"},
                    {"name": "occurred_at", "type": "double", "comment": "seconds since 1970, UTC"},
                ],
                "time_column": "occurred_at",
                "retention_days": 365,
            },
            {
                "topic": "courier-locations",
                "stands_as": stream.topic_name("courier-locations"),
                "columns": [
                    {"name": "courier_id", "type": "string"},
                    {"name": "position", "type": "struct<lat:double,lon:double>"},
                    {"name": "recorded_at", "type": "double"},
                ],
                "format": LakeFormat.PARQUET,
            },
        ],
        "transitions": [{"prefix": "topics/", "days": 0, "storage_class": StorageClass.INTELLIGENT_TIERING}],
        "scan_limit_gib": 10,
    },
)

pulumi.export("workgroup", lake.workgroup)
pulumi.export("tables", lake.tables)
pulumi.export("analystPolicy", lake.reader_policy())
