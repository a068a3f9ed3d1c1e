"""Kafka by itself: a network, keys, brokers and one topic, and what a producer of that topic may do."""

import pulumi
from citycell import Keys, Nat, Network, Stream
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
network = Network("porto-network", {**cell, "cidr": "10.9.0.0/16", "nat": Nat.NONE, "log_key_arn": keys.logs_arn})
stream = Stream(
    "porto-stream",
    {
        **cell,
        "subnet_ids": network.data_subnet_ids,
        "security_group_id": network.group(Part.STREAM),
        "key_arn": keys.streams_arn,
        "log_key_arn": keys.logs_arn,
        "broker_type": "kafka.m7g.large",
        "topics": [{"name": "menus", "partitions": 6, "retention_hours": 24}],
    },
)

pulumi.export("bootstrapServers", stream.bootstrap_servers)
pulumi.export("producerPolicy", stream.producer_policy("menus"))
