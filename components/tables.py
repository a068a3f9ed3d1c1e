"""DynamoDB: what pages and connections read."""

from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from .component import CellArgs, Component, DataClass, Transforms, refuse
from .iam import TableUse

TTL_ATTRIBUTE = "expires_at"
RECOVERY_DAYS = 35


class IndexArgs(TypedDict):
    """An index of a table."""

    name: str
    """Its name."""
    partition_key: str
    """Its key, a string; all attributes are projected."""


class TableArgs(TypedDict):
    """A table with string keys whose items expire by `expires_at`."""

    name: str
    """Its name without the cell's."""
    partition_key: str
    """The partition key."""
    sort_key: NotRequired[str]
    """The sort key, when it has one."""
    indexes: NotRequired[list[IndexArgs]]
    """Indexes by other keys."""


class TablesArgs(CellArgs):
    """Arguments of `Tables`."""

    key_arn: pulumi.Input[str]
    """Key that encrypts the tables."""
    tables: list[TableArgs]
    """The tables."""


class Tables(Component):
    """DynamoDB tables on demand, encrypted with the cell's key, restorable to any second of 35 days."""

    table_names: dict[str, str]
    """Short name to the name on AWS."""
    table_arns: pulumi.Output[dict[str, str]]
    """Short name to ARN."""

    def __init__(
        self,
        name: str,
        args: TablesArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        names = [table["name"] for table in args["tables"]]
        if len(set(names)) != len(names):
            raise refuse("Tables", name, "tables", names, "each name may stand once")
        super().__init__(name, args, opts, transforms)
        self._key_arn = args["key_arn"]
        self._tables = {table["name"]: self._table(table) for table in args["tables"]}
        self.table_names = {short: self._physical(short, 255) for short in self._tables}
        self.table_arns = pulumi.Output.all(**{short: table.arn for short, table in self._tables.items()})
        self._finish()

    def use(self, table: str, actions: list[str], index: str | None = None) -> TableUse:
        """What a role declares to do with a table, or with one of its indexes."""
        use: TableUse = {"arn": self._tables[table].arn, "key_arn": self._key_arn, "actions": actions}
        if index:
            use["index"] = index
        return use

    def _table(self, table: TableArgs) -> aws.dynamodb.Table:
        indexes = table.get("indexes", [])
        keys = [table["partition_key"], table.get("sort_key"), *(index["partition_key"] for index in indexes)]
        return self._child(
            table["name"],
            aws.dynamodb.Table,
            {
                "name": self._physical(table["name"], 255),
                "billing_mode": "PAY_PER_REQUEST",
                "hash_key": table["partition_key"],
                "range_key": table.get("sort_key"),
                "attributes": [{"name": key, "type": "S"} for key in dict.fromkeys(keys) if key],
                "global_secondary_indexes": [
                    {
                        "name": index["name"],
                        "key_schemas": [{"attribute_name": index["partition_key"], "key_type": "HASH"}],
                        "projection_type": "ALL",
                    }
                    for index in indexes
                ],
                "ttl": {"attribute_name": TTL_ATTRIBUTE, "enabled": True},
                "point_in_time_recovery": {"enabled": True, "recovery_period_in_days": RECOVERY_DAYS},
                "server_side_encryption": {"enabled": True, "kms_key_arn": self._key_arn},
                "deletion_protection_enabled": not self._disposable,
            },
            self._stateful(),
            data_class=DataClass.PERSONAL,
        )
