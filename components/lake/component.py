"""The lake: the history of the cell's topics for queries, with a retention for each topic."""

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from ..aws.names import DELIVERY_STREAM, IAM_ROLE, SCHEDULE, WORKGROUP
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import Statement, allow, document, firehose_statements, trust
from ..plan.lake_schema import LakeFormat
from . import policies, props
from .args import LakeArgs, LakeMaintenance
from .catalog import moved_by_commits, optimizers, table_props
from .config import DeliveryConfig, LakeConfig, LakeTopicConfig, resolve, table_name
from .delivery import stream_props
from .layout import LakeLayout
from .maintenance import queries, schedule_props

_QUERY = [
    "BatchGetQueryExecution",
    "GetQueryExecution",
    "GetQueryResults",
    "GetQueryResultsStream",
    "GetWorkGroup",
    "ListQueryExecutions",
    "StartQueryExecution",
    "StopQueryExecution",
]


class Lake(Component):
    """Buckets, a Glue database with a table for each topic, delivery by Firehose, and an Athena workgroup.

    Each topic has its own delivery stream, so a record that one table cannot accept delays no other topic. Positions
    are rounded before they are stored, and every row has a retention. Iceberg tables are compacted. Each bucket is
    logged, versioned and encrypted with the lake's key. The encryption of the catalog's metadata is one setting for an
    account and region, so this component does not change it.
    """

    bucket_name: pulumi.Output[str]
    """Bucket of the tables."""
    bucket_arn: pulumi.Output[str]
    """Its ARN."""
    results_bucket_name: pulumi.Output[str]
    """Bucket of query results."""
    database: pulumi.Output[str]
    """The Glue database."""
    workgroup: pulumi.Output[str]
    """The Athena workgroup for queries of people and programs."""
    tables: dict[str, str]
    """Topic to its table."""
    delivery_streams: dict[str, str]
    """Topic to its delivery stream, the dimension of its metrics."""

    def __init__(
        self,
        name: str,
        args: LakeArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        data, results = self._make_buckets(config)
        self._layout = self._lay_out(config, data, results)
        database = self._make_database()
        workgroup = self._make_workgroup("workgroup", self._physical("lake", WORKGROUP), config.max_scan_gib)
        tables = {topic.topic: self._make_table(database, topic) for topic in config.topics}
        self._make_deliveries(config, tables)
        if config.iceberg_topics:
            self._make_optimizers(config, tables)
            self._make_maintenance(config, tables)
        self.bucket_name = data.bucket_name
        self.bucket_arn = data.bucket_arn
        self.results_bucket_name = results.bucket_name
        self.database = database.name
        self.workgroup = workgroup.name
        self.tables = {topic.topic: topic.table for topic in config.topics}
        self.delivery_streams = {topic: self._stream_name(topic) for topic in tables}
        self._finish()

    def reader_policy(self) -> pulumi.Output[str]:
        """A policy document that lets its holder query every table in the workgroup, but no failed or raw record."""
        return self._query_policy(list(self.tables.values()))

    def prefix_reader_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder query one topic's table in the workgroup.

        Raises:
            ArgumentError: the lake has no such topic.
        """
        return self._query_policy([self._table(topic)])

    def writer_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write one topic's table and its files: for jobs that backfill it.

        Raises:
            ArgumentError: the lake has no such topic.
        """
        return document(policies.writer_statements(self._layout, [self._table(topic)]))

    def _table(self, topic: str) -> str:
        """A topic's table. A permission on a topic that the lake does not have would grant nothing, silently."""
        if topic not in self.tables:
            raise self._error("topic", topic, "the lake has no such topic", list(self.tables))
        return self.tables[topic]

    def _query_policy(self, tables: list[str]) -> pulumi.Output[str]:
        workgroup = self._physical("lake", WORKGROUP)
        return document(
            [
                *policies.reader_statements(self._layout, tables),
                *policies.query_statements(self._layout, workgroup, _QUERY),
            ]
        )

    def _lay_out(self, config: LakeConfig, data: Bucket, results: Bucket) -> LakeLayout:
        return LakeLayout(
            region=self._cell["region"],
            account_id=self._cell["account_id"],
            database=table_name(self._physical("lake")),
            bucket_arn=data.bucket_arn,
            bucket_name=data.bucket_name,
            results_arn=results.bucket_arn,
            results_name=results.bucket_name,
            key_arn=config.key_arn,
        )

    def _make_buckets(self, config: LakeConfig) -> tuple[Bucket, Bucket]:
        """The bucket of access logs, then the bucket of the tables and the bucket of query results."""
        sources = {bucket: physical_name(self._cell, bucket) for bucket in ("lake", "lake-results")}
        logs = self._component("logs", Bucket, props.log_bucket_args(config, sources))
        common = {"data_class": DataClass.LAKE, "key_arn": config.key_arn, "log_bucket": logs.bucket_name}
        data = self._component(
            "data",
            Bucket,
            common
            | {"bucket": "lake", "expiries": props.expiries(config), "transitions": props.transition_args(config)},
        )
        expiries = [{"prefix": "", "days": config.result_days}]
        results = self._component("results", Bucket, common | {"bucket": "lake-results", "expiries": expiries})
        return data, results

    def _make_database(self) -> aws.glue.CatalogDatabase:
        return self._child(
            "database",
            aws.glue.CatalogDatabase,
            {"name": self._layout.database, "description": "What the cell's topics said"},
            self._stateful(),
            data_class=DataClass.LAKE,
        )

    def _make_table(self, database: aws.glue.CatalogDatabase, topic: LakeTopicConfig) -> aws.glue.CatalogTable:
        return self._child(
            f"table-{topic.topic}",
            aws.glue.CatalogTable,
            table_props(self._layout, topic) | {"database_name": database.name},
            self._stateful(ignore_changes=moved_by_commits(topic)),
            data_class=DataClass.LAKE,
        )

    def _make_workgroup(self, role: str, name: str, max_scan_gib: int | None) -> aws.athena.Workgroup:
        return self._child(
            role,
            aws.athena.Workgroup,
            props.workgroup_props(self._layout, role, max_scan_gib) | {"name": name, "force_destroy": self._disposable},
            data_class=DataClass.LAKE,
        )

    def _make_deliveries(self, config: LakeConfig, tables: dict[str, aws.glue.CatalogTable]) -> None:
        delivery = config.delivery
        group = self._make_log_group("lake", delivery.log_retention_days, delivery.log_key_arn)
        for topic in config.topics:
            self._make_delivery(delivery, topic, tables[topic.topic], group)

    def _make_delivery(
        self,
        delivery: DeliveryConfig,
        topic: LakeTopicConfig,
        table: aws.glue.CatalogTable,
        group: aws.cloudwatch.LogGroup,
    ) -> None:
        name = topic.topic
        log = self._child(f"log-stream-{name}", aws.cloudwatch.LogStream, {"name": name, "log_group_name": group.name})
        iceberg = topic.format is LakeFormat.ICEBERG
        statements = [
            *firehose_statements(delivery.cluster_arn, name),
            *policies.delivery_statements(self._layout, topic.table, iceberg=iceberg),
            allow("WriteLog", ["logs:PutLogEvents"], log.arn),
        ]
        if delivery.transform_arn is not None:
            statements.append(policies.transform_statement(delivery.transform_arn))
        trusted = trust("firehose.amazonaws.com", self._cell["account_id"])
        role, policy = self._make_role(
            (f"role-{name}", f"policy-{name}"), f"lake-{name}", f"Delivers {name} to the lake", trusted, statements
        )
        options = {"enabled": True, "log_group_name": group.name, "log_stream_name": log.name}
        self._child(
            f"stream-{name}",
            aws.kinesis.FirehoseDeliveryStream,
            {"name": self._stream_name(name)} | stream_props(self._layout, delivery, topic, role.arn, options),
            # Firehose reads the table with the permissions of the role when the stream is created.
            pulumi.ResourceOptions(depends_on=[policy, table]),
            data_class=DataClass.LAKE,
        )

    def _stream_name(self, topic: str) -> str:
        return self._physical(f"lake-{topic}", DELIVERY_STREAM)

    def _make_optimizers(self, config: LakeConfig, tables: dict[str, aws.glue.CatalogTable]) -> None:
        if config.maintenance is not LakeMaintenance.GLUE:
            return
        topics = config.iceberg_topics
        role, policy = self._make_role(
            ("optimizer-role", "optimizer-policy"),
            "glue-optimizers",
            "Keeps the lake's Iceberg tables small",
            trust("glue.amazonaws.com", self._cell["account_id"]),
            policies.optimizer_statements(self._layout, [topic.table for topic in topics]),
        )
        for topic in topics:
            kinds = optimizers(self._layout, topic.table, role.arn, config.iceberg_snapshot_days)
            for kind, inputs in kinds.items():
                self._child(
                    f"{kind.replace('_', '-')}-{topic.topic}",
                    aws.glue.CatalogTableOptimizer,
                    inputs,
                    pulumi.ResourceOptions(depends_on=[policy, tables[topic.topic]]),
                )

    def _make_maintenance(self, config: LakeConfig, tables: dict[str, aws.glue.CatalogTable]) -> None:
        """Nightly queries in a workgroup of their own: they may read a whole table, which users may not."""
        workgroup_name = self._physical("lake-upkeep", WORKGROUP)
        workgroup = self._make_workgroup("upkeep", workgroup_name, None)
        topics = config.iceberg_topics
        role, policy = self._make_role(
            ("upkeep-role", "upkeep-policy"),
            "athena-upkeep",
            "Deletes rows of the lake that have had their time",
            trust("scheduler.amazonaws.com", self._cell["account_id"]),
            [
                *policies.writer_statements(self._layout, [topic.table for topic in topics]),
                *policies.query_statements(self._layout, workgroup_name, ["StartQueryExecution"]),
            ],
        )
        group = self._child("schedules", aws.scheduler.ScheduleGroup, {"name": self._physical("lake")})
        for minute, topic in enumerate(topics):
            for kind, query in queries(self._layout.database, topic, config.maintenance).items():
                inputs = schedule_props(self._layout, kind, query, minute, workgroup=workgroup_name, role_arn=role.arn)
                name = self._physical(f"lake-{kind}-{topic.topic}", SCHEDULE)
                self._child(
                    f"{kind}-{topic.topic}",
                    aws.scheduler.Schedule,
                    inputs | {"name": name, "group_name": group.name},
                    pulumi.ResourceOptions(depends_on=[policy, workgroup, tables[topic.topic]]),
                )

    def _make_role(
        self,
        roles: tuple[str, str],
        suffix: str,
        description: str,
        trusted: pulumi.Output[str],
        statements: Sequence[Statement],
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        role = self._child(
            roles[0],
            aws.iam.Role,
            {
                "name": self._physical(suffix, IAM_ROLE),
                "description": description,
                "assume_role_policy": trusted,
            },
        )
        policy = self._child(roles[1], aws.iam.RolePolicy, {"role": role.name, "policy": document(statements)})
        return role, policy
