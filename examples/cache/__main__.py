"""Valkey by itself: a network, keys, nodes with a log of writes, and what one writer and one reader may do."""

import pulumi
from citycell import Cache, CacheAccess, CacheDurability, CacheEviction, DataClass, EndpointChoice, Keys, Nat, Network
from citycell.plan.traffic import Part

cell = {
    "city": "porto",
    "cell": "porto",
    "owner": "platform",
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
cache = Cache(
    "porto-cache",
    {
        **cell,
        "subnet_ids": network.data_subnet_ids,
        "security_group_id": network.group(Part.CACHE),
        "key_arn": keys.arn(DataClass.PERSONAL),
        "log_key_arn": keys.arn(DataClass.LOGS),
        "node_type": "cache.r7g.large",
        "engine_version": "9.0",
        "durability": CacheDurability.ASYNC,
        "eviction": CacheEviction.NOEVICTION,
        "maintenance_window": "tue:03:00-tue:04:00",
        "snapshot_window": "01:00-02:00",
        "users": [
            {"name": "baskets", "access": CacheAccess.READ_WRITE, "keys": ["basket:*"]},
            {"name": "reports", "access": CacheAccess.READ_ONLY, "keys": ["basket:*"]},
        ],
    },
)

pulumi.export("endpoint", cache.endpoint)
pulumi.export("writerPolicy", cache.connect_policy("baskets"))
