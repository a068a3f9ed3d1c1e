"""DynamoDB: what pages and connections read."""

from collections.abc import Sequence
from typing import Any

import pulumi
import pulumi_aws as aws

from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.errors import ArgumentError
from ..core.iam import Statement, TableUse, allow, document, key_statement
from .args import (
    AttributeType,
    IndexArgs,
    LocalIndexArgs,
    Projection,
    StreamView,
    TableArgs,
    TableClass,
    TableConsistency,
    TablesArgs,
)
from .config import check
from .limits import MOST_RECOVERY_DAYS
from .props import Scaled, capacity_props, scaled

READ = ("dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem")
"""Reading items whose keys are known; all but the description of a table is nothing that an index has."""

QUERY = ("dynamodb:Query",)
"""Reading the items of a partition, of a table or an index. `Scan` is left out: it reads, and pays for, all of them."""

WRITE = (
    "dynamodb:BatchWriteItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
    "dynamodb:DescribeTable",
    "dynamodb:PutItem",
    "dynamodb:UpdateItem",
)
"""Writing items, in transactions too, and no reading."""

FOLLOW = ("dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator")
"""Reading a stream (Amazon DynamoDB developer guide, actions of DynamoDB Streams)."""


class Tables(Component):
    """DynamoDB tables: encrypted with the cell's key, restorable to any second of 35 days, kept when the stack goes.

    On demand unless a table says otherwise: nothing is paid for idle hours, and caps bound what a runaway client can
    spend. Provisioned capacity always scales, tables and indexes alike, since a fixed one is either throttled or
    wasted. Tables that are replicated are encrypted in each region under a key of that region.
    """

    table_names: dict[str, str]
    """Short name to the name on AWS."""
    table_arns: pulumi.Output[dict[str, str]]
    """Short name to ARN."""
    stream_arns: pulumi.Output[dict[str, str]]
    """Short name to the ARN of its stream, for tables that have one."""

    def __init__(
        self,
        name: str,
        args: TablesArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        check(name, args)
        super().__init__(name, args, opts, transforms)
        self._key_arn = args["key_arn"]
        self._replica_keys = args.get("replica_key_arns", {})
        self._data_class = DataClass(args.get("data_class", DataClass.PERSONAL))
        self._args = {table["name"]: table for table in args["tables"]}
        self._tables = {table["name"]: self._table(table) for table in args["tables"]}
        for table in args["tables"]:
            for part in scaled(table):
                self._scale(self._tables[table["name"]], part)
            self._rank(self._tables[table["name"]], table)
        self.table_names = {short: self._physical(short, 255) for short in self._tables}
        self.table_arns = pulumi.Output.all(**{short: table.arn for short, table in self._tables.items()})
        self.stream_arns = pulumi.Output.all(
            **{short: table.stream_arn for short, table in self._tables.items() if _stream(self._args[short])}
        )
        self._finish()

    def use(self, table: str, actions: list[str], index: str | None = None) -> TableUse:
        """What a role declares to do with a table, or with one of its indexes.

        Raises:
            ArgumentError: there is no such table or index.
        """
        self._known(table, [index] if index else [])
        use: TableUse = {"arn": self._tables[table].arn, "key_arn": self._key_arn, "actions": actions}
        if index:
            use["index"] = index
        return use

    def reader_policy(self, table: str, indexes: Sequence[str] | None = None) -> pulumi.Output[str]:
        """A policy document that lets its holder get items of a table and query it and its indexes.

        `indexes` names those that it may query; all of them without it.

        Raises:
            ArgumentError: there is no such table or index.
        """
        queried = self._index_names(table) if indexes is None else list(indexes)
        arn = self._known(table, queried).arn
        places = [arn, *(pulumi.Output.concat(arn, f"/index/{index}") for index in queried)]
        return document([allow("Read", READ, arn), allow("Query", QUERY, places), self._key_use()])

    def writer_policy(self, table: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write items of a table, and read none.

        Raises:
            ArgumentError: there is no such table.
        """
        return document([allow("Write", WRITE, self._known(table).arn), self._key_use()])

    def stream_policy(self, table: str) -> pulumi.Output[str]:
        """A policy document that lets its holder, such as a function's role, follow the stream of a table.

        Raises:
            ArgumentError: there is no such table, or it has no stream.
        """
        stream = self._known(table).stream_arn
        if not _stream(self._args[table]):
            streaming = [short for short, args in self._args.items() if _stream(args)]
            raise self._refuse("stream", table, "that table has none", streaming)
        # Listing takes no single stream as its resource (service authorization reference, DynamoDB, ListStreams).
        listing = allow("List", ["dynamodb:ListStreams"], "*")
        return document([allow("Follow", FOLLOW, stream), listing, self._key_use()])

    def _key_use(self) -> Statement:
        return key_statement("Key", self._key_arn, "dynamodb", self._cell["region"])

    def _index_names(self, table: str) -> list[str]:
        self._known(table)
        args = self._args[table]
        return [index["name"] for index in (*args.get("indexes", []), *args.get("local_indexes", []))]

    def _known(self, table: str, indexes: Sequence[str] = ()) -> aws.dynamodb.Table:
        if table not in self._tables:
            raise self._refuse("table", table, "there is no such table", list(self._tables))
        for index in indexes:
            if index not in self._index_names(table):
                raise self._refuse("index", index, f"{table} has no such index", self._index_names(table))
        return self._tables[table]

    def _refuse(self, argument: str, value: str, limit: str, choices: Sequence[str]) -> ArgumentError:
        return ArgumentError(f"Tables {self._component_name!r}", argument, value, limit, choices)

    def _table(self, table: TableArgs) -> aws.dynamodb.Table:
        provisioned = "provisioned" in table
        stream = _stream(table)
        ttl = table.get("ttl_attribute")
        # Scaling moves a table's capacity: an update must not move it back.
        scaling = {"ignore_changes": ["read_capacity", "write_capacity"]} if provisioned else {}
        return self._child(
            table["name"],
            aws.dynamodb.Table,
            {
                "name": self._physical(table["name"], 255),
                "billing_mode": "PROVISIONED" if provisioned else "PAY_PER_REQUEST",
                "table_class": TableClass(table.get("table_class", TableClass.STANDARD)).value,
                "hash_key": table["partition_key"],
                "range_key": table.get("sort_key"),
                "attributes": _attributes(table),
                "global_secondary_indexes": [_index(table, index) for index in table.get("indexes", [])],
                "local_secondary_indexes": [_local_index(index) for index in table.get("local_indexes", [])],
                "ttl": {"attribute_name": ttl, "enabled": True} if ttl else None,
                "stream_enabled": True if stream else None,
                "stream_view_type": stream or None,
                "point_in_time_recovery": {
                    "enabled": True,
                    "recovery_period_in_days": table.get("recovery_days", MOST_RECOVERY_DAYS),
                },
                "server_side_encryption": {"enabled": True, "kms_key_arn": self._key_arn},
                "deletion_protection_enabled": not self._disposable,
                "replicas": self._replicas(table),
                "global_table_witness": {"region_name": table["witness"]} if "witness" in table else None,
                **capacity_props(table, table),
            },
            self._stateful(**scaling),
            data_class=self._data_class,
        )

    def _replicas(self, table: TableArgs) -> list[dict[str, Any]] | None:
        return [
            {
                "region_name": region,
                "kms_key_arn": self._replica_keys[region],
                "consistency_mode": TableConsistency(table.get("consistency", TableConsistency.EVENTUAL)).value,
                "point_in_time_recovery": True,
                "deletion_protection_enabled": not self._disposable,
                "propagate_tags": True,
            }
            for region in table.get("replica_regions", [])
        ] or None

    def _scale(self, table: aws.dynamodb.Table, part: Scaled) -> None:
        place = {
            "resource_id": part.resource(table.name),
            "scalable_dimension": part.dimension,
            "service_namespace": "dynamodb",
        }
        target = self._child(
            f"{part.role}-{part.kind}-target",
            aws.appautoscaling.Target,
            place | {"min_capacity": part.scaling["min_units"], "max_capacity": part.scaling["max_units"]},
        )
        self._child(
            f"{part.role}-{part.kind}-scaling",
            aws.appautoscaling.Policy,
            place
            | {
                "name": self._physical(f"{part.role}-{part.kind}".replace("/", "-"), 255),
                "resource_id": target.resource_id,  # the target stands first
                "policy_type": "TargetTrackingScaling",
                "target_tracking_scaling_policy_configuration": part.tracking(),
            },
        )

    def _rank(self, made: aws.dynamodb.Table, table: TableArgs) -> None:
        if "insights" not in table:
            return
        for index in ("", *(index["name"] for index in table.get("indexes", []))):
            role = f"{table['name']}/{index}-insights" if index else f"{table['name']}-insights"
            props = {"table_name": made.name, "index_name": index or None, "mode": str(table["insights"])}
            self._child(role, aws.dynamodb.ContributorInsights, props)


def _stream(table: TableArgs) -> str:
    """The view of a table's stream: replicas that agree later are fed by one with both images; else what is asked."""
    eventual = TableConsistency(table.get("consistency", TableConsistency.EVENTUAL)) is TableConsistency.EVENTUAL
    if table.get("replica_regions") and eventual:
        return StreamView.NEW_AND_OLD_IMAGES.value
    return StreamView(table["stream"]).value if "stream" in table else ""


def _attributes(table: TableArgs) -> list[dict[str, str]]:
    """Every key attribute once, of the table and of its indexes, with its type."""
    keys = [table["partition_key"], table.get("sort_key")]
    for index in table.get("indexes", []):
        keys += [index["partition_key"], index.get("sort_key")]
    keys += [index["sort_key"] for index in table.get("local_indexes", [])]
    types = table.get("attribute_types", {})
    return [
        {"name": key, "type": AttributeType(types.get(key, AttributeType.STRING)).value}
        for key in dict.fromkeys(keys)
        if key
    ]


def _index(table: TableArgs, index: IndexArgs) -> dict[str, Any]:
    keys = [{"attribute_name": index["partition_key"], "key_type": "HASH"}]
    if "sort_key" in index:
        keys.append({"attribute_name": index["sort_key"], "key_type": "RANGE"})
    return {
        "name": index["name"],
        "key_schemas": keys,
        **_projection(index),
        **capacity_props(table, index, index["name"]),
    }


def _local_index(index: LocalIndexArgs) -> dict[str, Any]:
    return {"name": index["name"], "range_key": index["sort_key"], **_projection(index)}


def _projection(index: IndexArgs | LocalIndexArgs) -> dict[str, Any]:
    props: dict[str, Any] = {"projection_type": Projection(index.get("projection", Projection.ALL)).value}
    if "projected" in index:
        props["non_key_attributes"] = index["projected"]
    return props
