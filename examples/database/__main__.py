"""Aurora by itself: a network, keys, a database with a proxy, and what a service and its migrations may do."""

import pulumi
from citycell import (
    CaCertificate,
    Database,
    DatabaseInsights,
    DatabaseLog,
    DataClass,
    EndpointChoice,
    Keys,
    Nat,
    Network,
)
from citycell.aws.regions import AVAILABILITY_ZONES
from citycell.plan.traffic import Part

region = pulumi.Config("aws").require("region")
cell = {
    "city": "faro",
    "cell": "faro",
    "owner": "orders",
    "region": region,
    "account_id": "123456789012",
    "disposable": True,
}

keys = Keys("faro-keys", cell)
network = Network(
    "faro-network",
    {
        **cell,
        "cidr": "10.9.16.0/20",
        "nat": Nat.NONE,
        "endpoint_choice": EndpointChoice.LISTED,  # no task runs here that would need any
        "log_key_arn": keys.arn(DataClass.LOGS),
    },
)
database = Database(
    "faro-database",
    {
        **cell,
        "subnet_ids": network.data_subnet_ids,
        "security_group_id": network.group(Part.DATABASE),
        "key_arn": keys.arn(DataClass.ORDERS),
        "log_key_arn": keys.arn(DataClass.LOGS),
        "availability_zones": list(AVAILABILITY_ZONES[region]),
        "min_acu": 2,
        "max_acu": 16,
        "readers": 1,
        "reader_scaling": {"max_readers": 4, "target": 60},
        "insights": DatabaseInsights.ADVANCED,
        "log_exports": [DatabaseLog.POSTGRESQL, DatabaseLog.IAM_ERRORS],
        "ca_certificate": CaCertificate.RSA_4096,
        "cluster_parameters": [{"name": "idle_in_transaction_session_timeout", "value": "60000"}],
        "backup_retention_days": 35,
        "backup_window": "02:00-02:30",
        "maintenance_window": "tue:03:00-tue:04:00",
        "proxy": {
            "database_users": ["menus"],
            "security_group_id": network.group(Part.DATABASE_PROXY),
            "reader_endpoint": True,
        },
    },
)

pulumi.export("writer", database.host)
pulumi.export("readers", database.reader_host)
pulumi.export("pooled", database.proxy_host)
pulumi.export("servicePolicy", database.connect_policy("menus", through_proxy=True))
pulumi.export("migrationsPolicy", database.master_secret_policy())
