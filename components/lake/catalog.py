"""Inputs of the tables in the Glue catalog, and of the optimizers of Iceberg tables."""

import json
from itertools import count

import pulumi

from ..core.component import Props
from ..plan.lake_schema import LakeFormat
from .columns import iceberg
from .config import ColumnConfig, LakeTopicConfig
from .layout import LakeLayout
from .limits import ICEBERG_VERSION

DAY = "day"
"""Partition of Parquet tables: the day of arrival, in UTC."""

_NESTED_IDS = 1000
"""Ids of nested fields start here, a hundred for each column, so that a new column does not change existing ids."""

_PARQUET = "org.apache.hadoop.hive.ql.io.parquet"


def moved_by_commits(topic: LakeTopicConfig) -> list[str]:
    """Inputs of a table that writers change with each commit, and that an update must leave as they are.

    The program sets none of them for an Iceberg table. They point to its newest metadata; without them it cannot be
    read (https://github.com/hashicorp/terraform-provider-aws/issues/33370).
    """
    return ["parameters", "partitionKeys", "storageDescriptor"] if topic.format is LakeFormat.ICEBERG else []


def table_props(layout: LakeLayout, topic: LakeTopicConfig) -> Props:
    """A topic's table."""
    named: Props = {"name": topic.table, "database_name": layout.database}
    if topic.format is LakeFormat.ICEBERG:
        return named | {"open_table_format_input": {"iceberg_input": _iceberg(layout, topic)}}
    return named | _parquet(layout, topic)


def _iceberg(layout: LakeLayout, topic: LakeTopicConfig) -> Props:
    """No partitions: records arrive in order of time, so a query skips files by their minimum and maximum times."""
    return {
        "metadata_operation": "CREATE",
        "version": ICEBERG_VERSION,
        "iceberg_table_input": {
            "location": layout.location(topic.table),
            "schema": {
                "type": "struct",
                "schema_id": 0,
                "fields": [_iceberg_field(number, column) for number, column in enumerate(topic.columns, 1)],
            },
        },
    }


def _iceberg_field(number: int, column: ColumnConfig) -> Props:
    kind = iceberg(column.type, count(_NESTED_IDS + number * 100))
    field = {"id": number, "name": column.name, "required": False, "type": json.dumps(kind)}
    return field | ({} if column.comment is None else {"doc": column.comment})


def _parquet(layout: LakeLayout, topic: LakeTopicConfig) -> Props:
    """Partitions by day are projected from the retention, so they are never registered.

    Source: Amazon Athena user guide, "Use partition projection with Amazon Athena".
    """
    location = layout.location(topic.table)
    return {
        "table_type": "EXTERNAL_TABLE",
        "parameters": {
            "EXTERNAL": "TRUE",
            "classification": "parquet",
            "projection.enabled": "true",
            f"projection.{DAY}.type": "date",
            f"projection.{DAY}.format": "yyyy-MM-dd",
            f"projection.{DAY}.range": f"NOW-{topic.retention_days + 1}DAYS,NOW",
            "storage.location.template": pulumi.Output.concat(location, f"/{DAY}=${{{DAY}}}"),
        },
        "partition_keys": [{"name": DAY, "type": "string"}],
        "storage_descriptor": {
            "location": location,
            "input_format": f"{_PARQUET}.MapredParquetInputFormat",
            "output_format": f"{_PARQUET}.MapredParquetOutputFormat",
            "ser_de_info": {"serialization_library": f"{_PARQUET}.serde.ParquetHiveSerDe"},
            "columns": [_glue_column(column) for column in topic.columns],
        },
    }


def _glue_column(column: ColumnConfig) -> Props:
    glue = {"name": column.name, "type": column.type_name}
    return glue | ({} if column.comment is None else {"comment": column.comment})


def optimizers(layout: LakeLayout, table: str, role_arn: pulumi.Input[str], iceberg_snapshot_days: int) -> Props:
    """Type of optimizer to its inputs (AWS Glue developer guide, "Optimizing Iceberg tables")."""
    settings = {
        # Rewrite each file with a deleted row, so that expired rows are removed from files too.
        "compaction": {"compaction_configuration": {"iceberg_configuration": {"delete_file_threshold": 1}}},
        "retention": {
            "retention_configuration": {
                "iceberg_configuration": {
                    "snapshot_retention_period_in_days": iceberg_snapshot_days,
                    "number_of_snapshots_to_retain": 1,
                    "clean_expired_files": True,
                }
            }
        },
        "orphan_file_deletion": {
            "orphan_file_deletion_configuration": {"iceberg_configuration": {"orphan_file_retention_period_in_days": 3}}
        },
    }
    return {
        kind: {
            "catalog_id": layout.account_id,
            "database_name": layout.database,
            "table_name": table,
            "type": kind,
            "configuration": {"enabled": True, "role_arn": role_arn, **setting},
        }
        for kind, setting in settings.items()
    }
