"""Statements of roles that deliver to, maintain or query a lake: exact actions on tables, prefixes and workgroups."""

from collections.abc import Sequence

import pulumi

from ..core.iam import Statement, allow, key_statement
from .layout import FAILED, RAW, RESULTS, TOPICS, LakeLayout

_READ_TABLE = ["glue:GetTable", "glue:GetPartition", "glue:GetPartitions", "glue:BatchGetPartition"]
_WRITE_TABLE = ["glue:GetDatabase", "glue:GetTable", "glue:UpdateTable"]
_WRITE_OBJECTS = ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"]


def delivery_statements(layout: LakeLayout, table: str, *, iceberg: bool) -> list[Statement]:
    """Write one table.

    Source: Amazon Data Firehose developer guide, "Controlling access": Apache Iceberg Tables destination, Amazon S3
    destination, AWS Glue for data format conversion.
    """
    prefixes = [f"{prefix}/{table}" for prefix in (TOPICS, FAILED, RAW)]
    conversion = ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"]
    return [
        allow("Table", _WRITE_TABLE if iceberg else conversion, layout.catalog_arns([table])),
        allow("Bucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], layout.bucket_arn),
        allow("Write", [*_WRITE_OBJECTS, *(["s3:DeleteObject"] if iceberg else [])], layout.object_arns(*prefixes)),
        _key_statement(layout, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def transform_statement(transform_arn: pulumi.Input[str]) -> Statement:
    """Invoke one function. Firehose invokes the version `$LATEST` of a function without a version."""
    newest = pulumi.Output.concat(transform_arn, ":$LATEST")
    return allow("Transform", ["lambda:InvokeFunction", "lambda:GetFunctionConfiguration"], [transform_arn, newest])


def optimizer_statements(layout: LakeLayout, tables: Sequence[str]) -> list[Statement]:
    """Run Glue's table optimizers (AWS Glue developer guide, "Table optimization prerequisites")."""
    kinds = ("compaction", "retention", "orphan-file-deletion")
    logs = [layout.arn("logs", f"log-group:/aws-glue/iceberg-{kind}/logs:*") for kind in kinds]
    return [
        allow("Tables", ["glue:GetTable", "glue:UpdateTable"], layout.catalog_arns(tables)),
        allow(
            "Files",
            ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
            layout.object_arns(*(f"{TOPICS}/{table}" for table in tables)),
        ),
        *_listing_statements(layout, tables),
        _key_statement(layout, ["kms:Decrypt", "kms:GenerateDataKey"]),
        # Glue names these groups; all tables of an account share them.
        allow("WriteLogs", ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], logs),
    ]


def writer_statements(layout: LakeLayout, tables: Sequence[str]) -> list[Statement]:
    """Change tables and their files."""
    files = [*_WRITE_OBJECTS, "s3:DeleteObject", "s3:ListMultipartUploadParts"]
    return [
        allow("Tables", _WRITE_TABLE, layout.catalog_arns(tables)),
        allow("Files", files, layout.object_arns(*(f"{TOPICS}/{table}" for table in tables))),
        *_listing_statements(layout, tables),
        _key_statement(layout, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def reader_statements(layout: LakeLayout, tables: Sequence[str]) -> list[Statement]:
    """Read tables and their files."""
    return [
        allow("Tables", ["glue:GetDatabase", "glue:GetTables", *_READ_TABLE], layout.catalog_arns(tables)),
        allow("Files", ["s3:GetObject"], layout.object_arns(*(f"{TOPICS}/{table}" for table in tables))),
        *_listing_statements(layout, tables),
        _key_statement(layout, ["kms:Decrypt", "kms:GenerateDataKey"]),
    ]


def query_statements(layout: LakeLayout, workgroup: str, actions: Sequence[str]) -> list[Statement]:
    """Query in one workgroup, which writes results with the permissions of the caller.

    Source: Amazon Athena user guide, "Control access to Amazon S3 from Athena".
    """
    files = [*_WRITE_OBJECTS, "s3:ListMultipartUploadParts"]
    return [
        allow("Query", [f"athena:{action}" for action in actions], layout.arn("athena", f"workgroup/{workgroup}")),
        allow(
            "FindResults",
            ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
            layout.results_arn,
        ),
        allow("Results", files, pulumi.Output.concat(layout.results_arn, f"/{RESULTS}/*")),
    ]


def _key_statement(layout: LakeLayout, actions: Sequence[str]) -> Statement:
    """Use the key, through S3 only."""
    return key_statement("Key", layout.key_arn, "s3", layout.region, actions)


def _listing_statements(layout: LakeLayout, tables: Sequence[str]) -> list[Statement]:
    """Find the bucket, and list the files of these tables only."""
    prefixes = [f"{TOPICS}/{table}/*" for table in tables] + [f"{TOPICS}/{table}" for table in tables]
    return [
        allow("FindBucket", ["s3:GetBucketLocation"], layout.bucket_arn),
        allow("ListTables", ["s3:ListBucket"], layout.bucket_arn, {"StringLike": {"s3:prefix": prefixes}}),
    ]
