"""Rights on the lake: exact actions on its tables, prefixes, workgroups and key."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi

from ..core.iam import Statement, allow, document

TOPICS = "topics"
"""Prefix of the tables, one folder a topic."""

FAILED = "failed"
"""Prefix of records that could not be delivered."""

RAW = "raw"
"""Prefix of records as they came."""

RESULTS = "results"
"""Prefix of query results in their bucket."""

Text = pulumi.Output[str]

_READ_TABLE = ["glue:GetTable", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"]
_WRITE_TABLE = ["glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"]
_WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]


@dataclass(frozen=True)
class LakePlaces:
    """Where everything of a lake is."""

    region: str
    account_id: pulumi.Input[str]
    database: str
    bucket_arn: Text
    bucket_name: Text
    results_arn: Text
    results_name: Text
    key_arn: pulumi.Input[str]

    def location(self, table: str) -> Text:
        """Where a table's files are."""
        return pulumi.Output.concat("s3://", self.bucket_name, f"/{TOPICS}/{table}")

    def objects(self, *prefixes: str) -> list[Text]:
        """Everything under prefixes of the lake."""
        return [pulumi.Output.concat(self.bucket_arn, f"/{prefix}/*") for prefix in prefixes]

    def catalogue(self, tables: Sequence[str]) -> list[Text]:
        """Tables with the database and catalogue that hold them: Glue asks for rights on all three."""
        parts = ["catalog", f"database/{self.database}", *(f"table/{self.database}/{table}" for table in tables)]
        return [self.arn("glue", part) for part in parts]

    def arn(self, service: str, resource: str) -> Text:
        """An ARN in the lake's region and account."""
        return pulumi.Output.concat(f"arn:aws:{service}:{self.region}:", self.account_id, f":{resource}")

    def key(self, actions: Sequence[str]) -> Statement:
        """The key, through S3 only."""
        via = {"StringEquals": {"kms:ViaService": f"s3.{self.region}.amazonaws.com"}}
        return allow("Key", actions, self.key_arn, via)

    def listing(self, tables: Sequence[str]) -> list[Statement]:
        """Finding the lake, and listing what tables hold and nothing beside."""
        prefixes = [f"{TOPICS}/{table}/*" for table in tables] + [f"{TOPICS}/{table}" for table in tables]
        return [
            allow("FindBucket", ["s3:GetBucketLocation"], self.bucket_arn),
            allow("ListTables", ["s3:ListBucket"], self.bucket_arn, {"StringLike": {"s3:prefix": prefixes}}),
        ]


def firehose_trust(account_id: pulumi.Input[str]) -> Text:
    """Lets Firehose take the role for this account only: it gives the account that it acts for as the external id."""
    return document(
        [
            {
                "Effect": "Allow",
                "Principal": {"Service": "firehose.amazonaws.com"},
                "Action": "sts:AssumeRole",
                "Condition": {"StringEquals": {"sts:ExternalId": account_id}},
            }
        ]
    )


def delivery_statements(places: LakePlaces, table: str, *, iceberg: bool) -> list[Statement]:
    """Writing one table.

    Source: Amazon Data Firehose developer guide, "Controlling access": Apache Iceberg Tables destination, Amazon S3
    destination, AWS Glue for data format conversion.
    """
    prefixes = [f"{prefix}/{table}" for prefix in (TOPICS, FAILED, RAW)]
    conversion = ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"]
    return [
        allow("Table", _WRITE_TABLE if iceberg else conversion, places.catalogue([table])),
        allow("Bucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], places.bucket_arn),
        allow("Write", [*_WRITE_OBJECTS, *(["s3:DeleteObject"] if iceberg else [])], places.objects(*prefixes)),
        places.key(["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def transform_statement(transform_arn: pulumi.Input[str]) -> Statement:
    """Calling one function, which Firehose does by its newest version when none is named."""
    newest = pulumi.Output.concat(transform_arn, ":$LATEST")
    return allow("Transform", ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"], [transform_arn, newest])


def optimizer_statements(places: LakePlaces, tables: Sequence[str]) -> list[Statement]:
    """What Glue's table optimizers do (AWS Glue developer guide, "Table optimization prerequisites")."""
    kinds = ("compaction", "retention", "orphan-file-deletion")
    logs = [places.arn("logs", f"log-group:/aws-glue/iceberg-{kind}/logs:*") for kind in kinds]
    return [
        allow("Tables", ["glue:GetTable", "glue:UpdateTable"], places.catalogue(tables)),
        allow(
            "Files",
            ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            places.objects(*(f"{TOPICS}/{table}" for table in tables)),
        ),
        *places.listing(tables),
        places.key(["kms:Decrypt", "kms:GenerateDataKey"]),
        # Groups that Glue names, the same for all tables of an account.
        allow("WriteLogs", ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], logs),
    ]


def writer_statements(places: LakePlaces, tables: Sequence[str]) -> list[Statement]:
    """Changing tables and their files."""
    files = [*_WRITE_OBJECTS, "s3:DeleteObject", "s3:ListMultipartUploadParts"]
    return [
        allow("Tables", _WRITE_TABLE, places.catalogue(tables)),
        allow("Files", files, places.objects(*(f"{TOPICS}/{table}" for table in tables))),
        *places.listing(tables),
        places.key(["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def reader_statements(places: LakePlaces, tables: Sequence[str]) -> list[Statement]:
    """Reading tables and their files."""
    return [
        allow("Tables", ["glue:GetDatabase", "glue:GetTables", *_READ_TABLE], places.catalogue(tables)),
        allow("Files", ["s3:GetObject"], places.objects(*(f"{TOPICS}/{table}" for table in tables))),
        *places.listing(tables),
        places.key(["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def query_statements(places: LakePlaces, workgroup: str, actions: Sequence[str]) -> list[Statement]:
    """Querying in one workgroup, which writes results in the caller's name.

    Source: Amazon Athena user guide, "Control access to Amazon S3 from Athena".
    """
    files = [*_WRITE_OBJECTS, "s3:ListMultipartUploadParts"]
    return [
        allow("Query", [f"athena:{action}" for action in actions], places.arn("athena", f"workgroup/{workgroup}")),
        allow(
            "FindResults",
            ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            places.results_arn,
        ),
        allow("Results", files, pulumi.Output.concat(places.results_arn, f"/{RESULTS}/*")),
    ]
