"""Tables by themselves: two keys, a table on demand with a bound on its cost, one that scales and is replicated."""

import pulumi
from citycell import AttributeType, DataClass, Keys, Projection, StreamView, Tables

REPLICA = "eu-west-3"

cell = {
    "city": "porto",
    "cell": "porto",
    "owner": "data",
    "region": pulumi.Config("aws").require("region"),
    "account_id": "123456789012",
    "disposable": True,
}

keys = Keys(
    "porto-keys",
    {
        **cell,
        "classes": [DataClass.PERSONAL, DataClass.LOGS],
        "rotation_days": 180,
        "replica_regions": [REPLICA],
        # "administrators": the roles that may change and delete the keys, the deploying one among them
    },
)
tables = Tables(
    "porto-tables",
    {
        **cell,
        "key_arn": keys.arn(DataClass.PERSONAL),
        "replica_key_arns": keys.replica_key_arns(DataClass.PERSONAL),
        "tables": [
            {
                "name": "visits",
                "partition_key": "customer_id",
                "sort_key": "visited_at",
                "attribute_types": {"visited_at": AttributeType.NUMBER},
                "ttl_attribute": "expires_at",
                "caps": {"read_units": 2_000, "write_units": 1_000},
                "stream": StreamView.NEW_IMAGE,
                "indexes": [
                    {
                        "name": "by-restaurant",
                        "partition_key": "restaurant_id",
                        "sort_key": "visited_at",
                        "projection": Projection.KEYS_ONLY,
                        "caps": {"read_units": 500, "write_units": 1_000},
                    }
                ],
            },
            {
                "name": "menus",
                "partition_key": "restaurant_id",
                "provisioned": {
                    "read": {"min_units": 50, "max_units": 2_000},
                    "write": {"min_units": 5, "max_units": 200},
                },
                "replica_regions": [REPLICA],
            },
        ],
    },
)

pulumi.export("tables", tables.table_names)
pulumi.export("visitsReader", tables.reader_policy("visits", ["by-restaurant"]))
pulumi.export("visitsWriter", tables.writer_policy("visits"))
pulumi.export("visitsFollower", tables.stream_policy("visits"))
