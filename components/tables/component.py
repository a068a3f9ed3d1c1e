"""DynamoDB tables."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from ..core.iam import Statement, TableUse, document, key_statement
from . import props
from .args import TablesArgs
from .config import TableConfig, TablesConfig, resolve
from .limits import MAX_NAME
from .policies import reader_statements, stream_statements, writer_statements


class Tables(Component):
    """DynamoDB tables: encrypted with the cell's key, restorable to any second of 35 days, retained on destroy.

    On demand by default: idle hours cost nothing, and `caps` bound what a faulty client can spend. Provisioned capacity
    always scales, for tables and indexes alike, since fixed capacity is either throttled or wasted. A table with
    replicas is encrypted in each region with a key of that region.
    """

    _named_by = "tables"

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
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        self._key_arn = config.key_arn
        self._configs = {table.name: table for table in config.tables}
        self._tables = {table.name: self._make_table(config, table) for table in config.tables}
        for table in config.tables:
            for dimension in props.scalable_dimensions(table):
                self._make_scaling(self._tables[table.name], dimension)
            self._make_insights(self._tables[table.name], table)
        self.table_names = {short: self._physical(short, MAX_NAME) for short in self._tables}
        self.table_arns = pulumi.Output.all(**{short: table.arn for short, table in self._tables.items()})
        self.stream_arns = pulumi.Output.all(
            **{short: table.stream_arn for short, table in self._tables.items() if self._configs[short].stream}
        )
        self._finish()

    def use(self, table: str, actions: list[str], index: str | None = None) -> TableUse:
        """What a role declares to do with a table, or with one of its indexes.

        Raises:
            ArgumentError: there is no such table or index.
        """
        self._check_table(table, [index] if index else [])
        use: TableUse = {"arn": self._tables[table].arn, "key_arn": self._key_arn, "actions": actions}
        if index:
            use["index"] = index
        return use

    def index_names(self, table: str) -> list[str]:
        """The names of the global secondary indexes of a table, a dimension of their metrics.

        Raises:
            ArgumentError: there is no such table.
        """
        self._check_table(table)
        return [index.name for index in self._configs[table].indexes]

    def reader_policy(self, table: str, indexes: Sequence[str] | None = None) -> pulumi.Output[str]:
        """A policy document that lets its holder get items of a table and query it and its indexes.

        `indexes` are those that it may query; all of them by default.

        Raises:
            ArgumentError: there is no such table or index.
        """
        self._check_table(table, indexes or ())
        queried = self._configs[table].index_names if indexes is None else indexes
        return self._document(reader_statements(self._tables[table].arn, queried))

    def writer_policy(self, table: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write items of a table, and read none.

        Raises:
            ArgumentError: there is no such table.
        """
        self._check_table(table)
        return self._document(writer_statements(self._tables[table].arn))

    def stream_policy(self, table: str) -> pulumi.Output[str]:
        """A policy document that lets its holder, such as a function's role, follow the stream of a table.

        Raises:
            ArgumentError: there is no such table, or it has no stream.
        """
        self._check_table(table)
        if self._configs[table].stream is None:
            streaming = [short for short, config in self._configs.items() if config.stream]
            raise self._error("table", table, "it has no stream", streaming)
        return self._document(stream_statements(self._tables[table].stream_arn))

    def _document(self, statements: Sequence[Statement]) -> pulumi.Output[str]:
        """These statements and the use of the key, which DynamoDB uses in the caller's name."""
        return document([*statements, key_statement("Key", self._key_arn, "dynamodb", self._cell["region"])])

    def _check_table(self, table: str, indexes: Sequence[str] = ()) -> None:
        """A permission on a table or an index that does not exist would grant nothing, silently."""
        if table not in self._configs:
            raise self._error("table", table, "there is no such table", list(self._configs))
        known = self._configs[table].index_names
        for index in indexes:
            if index not in known:
                raise self._error("index", index, f"{table} has no such index", known)

    def _make_table(self, config: TablesConfig, table: TableConfig) -> aws.dynamodb.Table:
        return self._child(
            table.name,
            aws.dynamodb.Table,
            {
                "name": self._physical(table.name, MAX_NAME),
                "server_side_encryption": {"enabled": True, "kms_key_arn": config.key_arn},
                "deletion_protection_enabled": not self._disposable,
                "replicas": props.replicas(table, config.replica_key_arns, disposable=self._disposable),
                **props.table_props(table),
            },
            self._stateful(ignore_changes=props.scaled_inputs(table)),
            data_class=config.data_class,
        )

    def _make_scaling(self, table: aws.dynamodb.Table, dimension: props.ScalableDimension) -> None:
        role = f"{dimension.role}-{dimension.operation}"
        scope: Props = {"scalable_dimension": dimension.dimension, "service_namespace": "dynamodb"}
        target = self._child(
            f"{role}-target",
            aws.appautoscaling.Target,
            scope
            | {
                "resource_id": dimension.resource_id(table.name),
                "min_capacity": dimension.scaling.min_units,
                "max_capacity": dimension.scaling.max_units,
            },
        )
        self._child(
            f"{role}-scaling",
            aws.appautoscaling.Policy,
            scope
            | {
                "name": self._physical(role.replace("/", "-"), MAX_NAME),
                "resource_id": target.resource_id,  # the policy requires the target
                "policy_type": "TargetTrackingScaling",
                "target_tracking_scaling_policy_configuration": dimension.tracking(),
            },
        )

    def _make_insights(self, resource: aws.dynamodb.Table, table: TableConfig) -> None:
        if table.insights is None:
            return
        for index in (None, *(index.name for index in table.indexes)):
            role = f"{table.name}/{index}-insights" if index else f"{table.name}-insights"
            inputs: Props = {"table_name": resource.name, "index_name": index, "mode": table.insights.value}
            self._child(role, aws.dynamodb.ContributorInsights, inputs)
