"""The lake: what the cell's topics said, kept to be asked, for as long as each may be kept."""

from typing import Any

import pulumi
import pulumi_aws as aws

from ..aws.names import DELIVERY_STREAM, IAM_ROLE, SCHEDULE, WORKGROUP
from ..bucket.args import BucketEncryption, ExpiryArgs
from ..bucket.component import Bucket
from ..bucket.names import physical_name
from ..core.cell import DataClass
from ..core.component import Component, Transforms
from ..core.iam import Statement, allow, document, firehose_statements, trust
from ..plan.lake_schema import LakeFormat
from . import policies as access
from .args import (
    LakeArgs,
    LakeMaintenance,
    LakeTopicArgs,
    check_lake,
    format_of,
    maintenance_of,
    retention_of,
    table_name,
)
from .catalog import optimizers, table_props
from .delivery import stream_props
from .maintenance import queries, schedule_props

ENGINE = "Athena engine version 3"
"""The engine that writes Iceberg tables (Amazon Athena user guide, "Athena engine version 3")."""

LOG_DAYS = 90

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
_GIB = 1 << 30


class Lake(Component):
    """Buckets, a Glue database with a table for each topic, delivery by Firehose, and an Athena workgroup.

    One delivery stream a topic, so that a record that one table cannot take holds up no other. Positions are rounded on
    the way and every row has a last day. Iceberg tables are kept small; each bucket is logged, versioned and under the
    lake's own key. The encryption of the catalogue's metadata is one setting of an account and region, and so is not
    made here, with the other things that exist once.
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
    """The Athena workgroup in which people and programs query."""
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
        check_lake(name, args)
        super().__init__(name, args, opts, transforms)
        self._make_buckets(args)
        self._places = self._find_places(args)
        database = self._child(
            "database",
            aws.glue.CatalogDatabase,
            {"name": self._places.database, "description": "What the cell's topics said"},
            self._stateful(),
            data_class=DataClass.LAKE,
        )
        workgroup = self._workgroup("workgroup", self._physical("lake", WORKGROUP), args.get("max_scan_gib", 100))
        tables = {topic["topic"]: self._table(database, topic) for topic in args["topics"]}
        self._deliver(args, tables)
        iceberg = [topic for topic in args["topics"] if format_of(topic) is LakeFormat.ICEBERG]
        if iceberg:
            self._keep_small(args, iceberg, tables)
            self._run_nightly(args, iceberg, tables)
        self.bucket_name = self._bucket.bucket_name
        self.bucket_arn = self._bucket.bucket_arn
        self.results_bucket_name = self._results.bucket_name
        self.database = database.name
        self.workgroup = workgroup.name
        self.tables = {topic: table_name(topic) for topic in tables}
        self.delivery_streams = {topic: self._stream_name(topic) for topic in tables}
        self._finish()

    def reader_policy(self) -> pulumi.Output[str]:
        """A policy document that lets its holder query every table in the workgroup, and no failed or raw record."""
        return self._query_policy(list(self.tables.values()))

    def prefix_reader_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder query one topic's table in the workgroup."""
        return self._query_policy([self._table_of(topic)])

    def writer_policy(self, topic: str) -> pulumi.Output[str]:
        """A policy document that lets its holder write one topic's table and its files: for jobs that fill it in."""
        return document(access.writer_statements(self._places, [self._table_of(topic)]))

    def _table_of(self, topic: str) -> str:
        """A topic's table; a right on one that the lake does not keep would grant nothing, silently."""
        if topic not in self.tables:
            choices = ", ".join(self.tables)
            raise pulumi.RunError(f"Lake {self._component_name!r}: it keeps no topic {topic!r}; choose from: {choices}")
        return self.tables[topic]

    def _query_policy(self, tables: list[str]) -> pulumi.Output[str]:
        workgroup = self._physical("lake", WORKGROUP)
        return document(
            [
                *access.reader_statements(self._places, tables),
                *access.query_statements(self._places, workgroup, _QUERY),
            ]
        )

    def _find_places(self, args: LakeArgs) -> access.LakePlaces:
        return access.LakePlaces(
            region=self._cell["region"],
            account_id=self._cell["account_id"],
            database=table_name(self._physical("lake")),
            bucket_arn=self._bucket.bucket_arn,
            bucket_name=self._bucket.bucket_name,
            results_arn=self._results.bucket_arn,
            results_name=self._results.bucket_name,
            key_arn=args["key_arn"],
        )

    def _make_buckets(self, args: LakeArgs) -> None:
        """The log bucket, which S3 itself writes, then the two that it logs."""
        logged = {"lake": physical_name(self._cell, "lake"), "lake-results": physical_name(self._cell, "lake-results")}
        logs = self._component(
            "logs",
            Bucket,
            {
                "bucket": "lake-logs",
                "data_class": DataClass.LOGS,
                "encryption": BucketEncryption.S3,
                "expiries": [{"prefix": "", "days": args.get("access_log_days", 90)}],
                "writers": [
                    {
                        "service": "logging.s3.amazonaws.com",
                        "prefix": prefix,
                        "source_arns": [pulumi.Output.concat("arn:aws:s3:::", source)],
                    }
                    for prefix, source in logged.items()
                ],
            },
        )
        own = {"data_class": DataClass.LAKE, "key_arn": args["key_arn"], "log_bucket": logs.bucket_name}
        self._bucket = self._component(
            "data",
            Bucket,
            own | {"bucket": "lake", "expiries": _expiries(args), "transitions": args.get("transitions", [])},
        )
        results = [{"prefix": "", "days": args.get("result_days", 30)}]
        self._results = self._component("results", Bucket, own | {"bucket": "lake-results", "expiries": results})

    def _table(self, database: aws.glue.CatalogDatabase, topic: LakeTopicArgs) -> aws.glue.CatalogTable:
        return self._child(
            f"table-{topic['topic']}",
            aws.glue.CatalogTable,
            table_props(self._places, topic) | {"database_name": database.name},
            self._stateful(),
            data_class=DataClass.LAKE,
        )

    def _workgroup(self, role: str, name: str, limit_gib: int | None) -> aws.athena.Workgroup:
        """A workgroup whose settings hold whatever a client asks for."""
        configuration: dict[str, Any] = {
            "enforce_workgroup_configuration": True,
            "publish_cloudwatch_metrics_enabled": True,
            "engine_version": {"selected_engine_version": ENGINE},
            "result_configuration": {
                "output_location": pulumi.Output.concat(
                    "s3://", self._results.bucket_name, f"/{access.RESULTS}/{role}/"
                ),
                "expected_bucket_owner": self._cell["account_id"],
                "encryption_configuration": {"encryption_option": "SSE_KMS", "kms_key_arn": self._places.key_arn},
            },
        }
        if limit_gib is not None:
            configuration["bytes_scanned_cutoff_per_query"] = limit_gib * _GIB
        return self._child(
            role,
            aws.athena.Workgroup,
            {"name": name, "configuration": configuration, "force_destroy": self._disposable},
            data_class=DataClass.LAKE,
        )

    def _deliver(self, args: LakeArgs, tables: dict[str, aws.glue.CatalogTable]) -> None:
        group = self._child(
            "log-group",
            aws.cloudwatch.LogGroup,
            {
                "name": f"/citycell/{self._cell['cell']}/lake",
                "retention_in_days": LOG_DAYS,
                "kms_key_id": args["log_key_arn"],
            },
            data_class=DataClass.LOGS,
        )
        for topic in args["topics"]:
            self._deliver_topic(args, topic, tables[topic["topic"]], group)

    def _deliver_topic(
        self, args: LakeArgs, topic: LakeTopicArgs, table: aws.glue.CatalogTable, group: aws.cloudwatch.LogGroup
    ) -> None:
        name = topic["topic"]
        log = self._child(f"log-stream-{name}", aws.cloudwatch.LogStream, {"name": name, "log_group_name": group.name})
        statements = [
            *firehose_statements(args["cluster_arn"], name),
            *access.delivery_statements(self._places, table_name(name), iceberg=format_of(topic) is LakeFormat.ICEBERG),
            allow("WriteLog", ["logs:PutLogEvents"], log.arn),
        ]
        if "transform_arn" in args:
            statements.append(access.transform_statement(args["transform_arn"]))
        trusted = access.firehose_trust(self._cell["account_id"])
        role, policy = self._role(
            (f"role-{name}", f"policy-{name}"), f"lake-{name}", f"Delivers {name} to the lake", trusted, statements
        )
        options = {"enabled": True, "log_group_name": group.name, "log_stream_name": log.name}
        self._child(
            f"stream-{name}",
            aws.kinesis.FirehoseDeliveryStream,
            {"name": self._stream_name(name)} | stream_props(self._places, args, topic, role.arn, options),
            # Firehose looks for the table with the role's rights when the stream is made.
            pulumi.ResourceOptions(depends_on=[policy, table]),
            data_class=DataClass.LAKE,
        )

    def _stream_name(self, topic: str) -> str:
        return self._physical(f"lake-{topic}", DELIVERY_STREAM)

    def _keep_small(
        self, args: LakeArgs, topics: list[LakeTopicArgs], tables: dict[str, aws.glue.CatalogTable]
    ) -> None:
        if maintenance_of(args) is not LakeMaintenance.GLUE:
            return
        names = [table_name(topic["topic"]) for topic in topics]
        trusted = trust("glue.amazonaws.com", self._cell["account_id"])
        granted = access.optimizer_statements(self._places, names)
        role, policy = self._role(
            ("optimizer-role", "optimizer-policy"),
            "glue-optimizers",
            "Keeps the lake's Iceberg tables small",
            trusted,
            granted,
        )
        for topic in topics:
            found = optimizers(self._places, table_name(topic["topic"]), role.arn, args.get("iceberg_snapshot_days", 5))
            for kind, props in found.items():
                self._child(
                    f"{kind.replace('_', '-')}-{topic['topic']}",
                    aws.glue.CatalogTableOptimizer,
                    props,
                    pulumi.ResourceOptions(depends_on=[policy, tables[topic["topic"]]]),
                )

    def _run_nightly(
        self, args: LakeArgs, topics: list[LakeTopicArgs], tables: dict[str, aws.glue.CatalogTable]
    ) -> None:
        """Expiry and upkeep in a workgroup of their own: they may read all of a table, which people may not."""
        workgroup = self._physical("lake-upkeep", WORKGROUP)
        made = self._workgroup("upkeep", workgroup, None)
        names = [table_name(topic["topic"]) for topic in topics]
        trusted = trust("scheduler.amazonaws.com", self._cell["account_id"])
        granted = [
            *access.writer_statements(self._places, names),
            *access.query_statements(self._places, workgroup, ["StartQueryExecution"]),
        ]
        role, policy = self._role(
            ("upkeep-role", "upkeep-policy"),
            "athena-upkeep",
            "Deletes rows of the lake that have had their time",
            trusted,
            granted,
        )
        group = self._child("schedules", aws.scheduler.ScheduleGroup, {"name": self._physical("lake")})
        for minute, topic in enumerate(topics):
            found = queries(self._places.database, topic, maintenance_of(args))
            for kind, query in found.items():
                props = schedule_props(self._places, kind, query, minute, workgroup=workgroup, role_arn=role.arn)
                self._child(
                    f"{kind}-{topic['topic']}",
                    aws.scheduler.Schedule,
                    props
                    | {"name": self._physical(f"lake-{kind}-{topic['topic']}", SCHEDULE), "group_name": group.name},
                    pulumi.ResourceOptions(depends_on=[policy, made, tables[topic["topic"]]]),
                )

    def _role(
        self,
        roles: tuple[str, str],
        suffix: str,
        description: str,
        trusted: pulumi.Output[str],
        statements: list[Statement],
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        made = self._child(
            roles[0],
            aws.iam.Role,
            {
                "name": self._physical(suffix, IAM_ROLE),
                "description": description,
                "assume_role_policy": trusted,
            },
        )
        policy = self._child(roles[1], aws.iam.RolePolicy, {"role": made.name, "policy": document(statements)})
        return made, policy


def _expiries(args: LakeArgs) -> list[ExpiryArgs]:
    """Records as they came, and each topic kept as Parquet; rows of Iceberg tables go by query, never file by file."""
    kept = args.get("failed_days", 14)
    found: list[ExpiryArgs] = [{"prefix": f"{prefix}/", "days": kept} for prefix in (access.FAILED, access.RAW)]
    for topic in args["topics"]:
        if format_of(topic) is LakeFormat.PARQUET:
            prefix = f"{access.TOPICS}/{table_name(topic['topic'])}/"
            found.append({"prefix": prefix, "days": retention_of(topic)})
    return found
