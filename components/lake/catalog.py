"""Tables of the lake in the Glue catalogue, and what keeps Iceberg ones small."""

import json
from itertools import count
from typing import Any

import pulumi

from ..plan.lake_schema import LakeFormat
from . import columns as column_types
from .args import LakeTopicArgs, format_of, retention_of, table_name
from .policies import LakePlaces

DAY = "day"
"""Partition of Parquet tables: the day of arrival, in UTC."""

ICEBERG_VERSION = "2"
"""The version that Firehose writes (Amazon Data Firehose developer guide, "Prerequisites to use Apache Iceberg
Tables")."""

_NESTED_IDS = 1000
"""Ids of nested fields begin here, a hundred for each column, so that a new column changes none that stands."""

_PARQUET = "org.apache.hadoop.hive.ql.io.parquet"


def table_props(places: LakePlaces, topic: LakeTopicArgs) -> dict[str, Any]:
    """A topic's table."""
    named = {"name": table_name(topic["topic"]), "database_name": places.database}
    if format_of(topic) is LakeFormat.ICEBERG:
        return named | {"open_table_format_input": {"iceberg_input": _iceberg(places, topic)}}
    return named | _parquet(places, topic)


def _iceberg(places: LakePlaces, topic: LakeTopicArgs) -> dict[str, Any]:
    """No partitions: records arrive in the order of time, so each file's least and greatest times say what to skip."""
    return {
        "metadata_operation": "CREATE",
        "version": ICEBERG_VERSION,
        "iceberg_table_input": {
            "location": places.location(table_name(topic["topic"])),
            "schema": {
                "type": "struct",
                "schema_id": 0,
                "fields": [_iceberg_field(number, column) for number, column in enumerate(topic["columns"], 1)],
            },
        },
    }


def _iceberg_field(number: int, column: Any) -> dict[str, Any]:
    kind = column_types.iceberg(column_types.parse(column["type"]), count(_NESTED_IDS + number * 100))
    field = {"id": number, "name": column["name"], "required": False, "type": json.dumps(kind)}
    return field | ({"doc": column["comment"]} if "comment" in column else {})


def _parquet(places: LakePlaces, topic: LakeTopicArgs) -> dict[str, Any]:
    """Days are projected from the retention, so no partition is ever registered.

    Source: Amazon Athena user guide, "Use partition projection with Amazon Athena".
    """
    location = places.location(table_name(topic["topic"]))
    return {
        "table_type": "EXTERNAL_TABLE",
        "parameters": {
            "EXTERNAL": "TRUE",
            "classification": "parquet",
            "projection.enabled": "true",
            f"projection.{DAY}.type": "date",
            f"projection.{DAY}.format": "yyyy-MM-dd",
            f"projection.{DAY}.range": f"NOW-{retention_of(topic) + 1}DAYS,NOW",
            "storage.location.template": pulumi.Output.concat(location, f"/{DAY}=${{{DAY}}}"),
        },
        "partition_keys": [{"name": DAY, "type": "string"}],
        "storage_descriptor": {
            "location": location,
            "input_format": f"{_PARQUET}.MapredParquetInputFormat",
            "output_format": f"{_PARQUET}.MapredParquetOutputFormat",
            "ser_de_info": {"serialization_library": f"{_PARQUET}.serde.ParquetHiveSerDe"},
            "columns": [dict(column) for column in topic["columns"]],
        },
    }


def optimizers(
    places: LakePlaces, table: str, role_arn: pulumi.Input[str], iceberg_snapshot_days: int
) -> dict[str, Any]:
    """Type of optimizer to its properties (AWS Glue developer guide, "Optimizing Iceberg tables")."""
    settings = {
        # A file with any deleted row is written anew, so that expired rows leave the files as well.
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
            "catalog_id": places.account_id,
            "database_name": places.database,
            "table_name": table,
            "type": kind,
            "configuration": {"enabled": True, "role_arn": role_arn, **setting},
        }
        for kind, setting in settings.items()
    }
