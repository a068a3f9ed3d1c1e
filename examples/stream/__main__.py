"""Kafka by itself: a network, keys, brokers and two topics, and what a producer and Firehose may do with them."""

import pulumi
from citycell import CleanupPolicy, DataClass, EndpointChoice, Keys, Nat, Network, Stream, StreamService
from citycell.plan.traffic import Part

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
        "log_key_arn": keys.arn(DataClass.LOGS),
    },
)
stream = Stream(
    "porto-stream",
    {
        **cell,
        "subnet_ids": network.data_subnet_ids,
        "security_group_id": network.group(Part.STREAM),
        "key_arn": keys.arn(DataClass.STREAMS),
        "log_key_arn": keys.arn(DataClass.LOGS),
        "broker_type": "kafka.m7g.large",
        "storage_gib": 100,
        "max_storage_gib": 500,
        "tiered_storage": True,
        "private_connectivity": True,
        "services": [StreamService.FIREHOSE],
        "topics": [
            # The newest menu of each restaurant, for ever.
            {"name": "menus", "partitions": 6, "cleanup": CleanupPolicy.COMPACT},
            # A month of views, of which brokers keep the last day.
            {"name": "menu-views", "partitions": 12, "retention_hours": 30 * 24, "local_retention_hours": 24},
        ],
    },
)

pulumi.export("bootstrapServers", stream.bootstrap_servers)
pulumi.export("producerPolicy", stream.producer_policy("menus"))
pulumi.export("deliveryPolicy", stream.firehose_policy("menu-views"))
