"""Backups of a table: a locked vault, copies in a second region, and a restore every month that proves them."""

import pulumi
from citycell import Backup, DataClass, Keys, RestoreTestType, Tables, VaultLockMode

cell = {
    "city": "porto",
    "cell": "porto",
    "owner": "platform",
    "region": pulumi.Config("aws").require("region"),
    "account_id": "123456789012",
    "disposable": True,
}

keys = Keys("porto-keys", cell)
tables = Tables(
    "porto-tables",
    {**cell, "key_arn": keys.arn(DataClass.PERSONAL), "tables": [{"name": "menus", "partition_key": "restaurant_id"}]},
)
backup = Backup(
    "porto-backup",
    {
        **cell,
        "key_arn": keys.arn(DataClass.ORDERS),
        "source_key_arns": [keys.arn(DataClass.PERSONAL)],
        "data_classes": [DataClass.PERSONAL],
        "rules": [
            {
                "data_class": DataClass.PERSONAL,
                "name": "nightly",
                "schedule": "cron(30 2 * * ? *)",
                "keep_days": 14,
                "copied": True,
            }
        ],
        "copy_region": "eu-central-1",
        "lock": {"mode": VaultLockMode.GOVERNANCE, "min_days": 7, "max_days": 30},
        "restore_test": {"types": [RestoreTestType.DYNAMODB], "validation_hours": 4},
    },
)

pulumi.export("vault", backup.vault_arn)
pulumi.export("copyVault", backup.copy_vault_arn)
