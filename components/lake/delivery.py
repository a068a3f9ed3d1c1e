"""Delivery of one topic to its table by Firehose."""

from typing import Any

import pulumi

from ..plan.lake_schema import LakeFormat
from .args import LakeArgs, LakeBackup, LakeTopicArgs, format_of, table_name
from .catalog import DAY
from .policies import FAILED, RAW, TOPICS, LakePlaces

EARLIEST = "1970-01-01T00:00:00Z"
"""How Firehose is told to begin with a topic's oldest record (Amazon Data Firehose API, MSKSourceConfiguration)."""

_DAY = f"{DAY}=!{{timestamp:yyyy-MM-dd}}"


def stream_props(
    places: LakePlaces, args: LakeArgs, topic: LakeTopicArgs, role_arn: pulumi.Input[str], log: dict[str, Any]
) -> dict[str, Any]:
    """The delivery stream; without encryption of its own, which AWS takes for direct puts only: here the topic's holds.

    Source: Amazon Data Firehose developer guide, "Data protection in Amazon Data Firehose".
    """
    source: dict[str, Any] = {
        "msk_cluster_arn": args["cluster_arn"],
        "topic_name": topic.get("created_topic", topic["topic"]),
        "authentication_configuration": {"connectivity": "PRIVATE", "role_arn": role_arn},
    }
    if args.get("from_start", True):
        source["read_from_timestamp"] = EARLIEST
    common = {"role_arn": role_arn, "cloudwatch_logging_options": log} | _buffering(args) | _processing(args)
    if format_of(topic) is LakeFormat.ICEBERG:
        settings = common | _iceberg(places, args, table_name(topic["topic"]), role_arn)
        return {"msk_source_configuration": source, "destination": "iceberg", "iceberg_configuration": settings}
    settings = common | _parquet(places, args, table_name(topic["topic"]), role_arn)
    return {"msk_source_configuration": source, "destination": "extended_s3", "extended_s3_configuration": settings}


def _buffering(args: LakeArgs) -> dict[str, Any]:
    return {
        "buffering_interval": args.get("buffer_seconds", 300),
        "buffering_size": args.get("buffer_mib", 64),
    }


def _processing(args: LakeArgs) -> dict[str, Any]:
    """The function that records pass; parameters at their defaults are left out, since AWS does not give them back."""
    if "transform_arn" not in args:
        return {}
    parameters = [{"parameter_name": "LambdaArn", "parameter_value": args["transform_arn"]}]
    return {
        "processing_configuration": {
            "enabled": True,
            "processors": [{"type": "Lambda", "parameters": parameters}],
        }
    }


def _keeps_all(args: LakeArgs) -> bool:
    return LakeBackup(args.get("backup", LakeBackup.FAILED)) is LakeBackup.ALL


def _iceberg(places: LakePlaces, args: LakeArgs, table: str, role_arn: pulumi.Input[str]) -> dict[str, Any]:
    """Rows are only ever added: each event has its version, and readers take the newest."""
    return {
        "catalog_arn": places.arn("glue", "catalog"),
        "append_only": True,
        "retry_duration": args.get("retry_seconds", 300),
        "s3_backup_mode": "AllData" if _keeps_all(args) else "FailedDataOnly",
        "destination_table_configurations": [
            {
                "database_name": places.database,
                "table_name": table,
                "s3_error_output_prefix": f"{FAILED}/{table}/",
            }
        ],
        "s3_configuration": {
            "role_arn": role_arn,
            "bucket_arn": places.bucket_arn,
            "prefix": f"{RAW}/{table}/",
            "error_output_prefix": f"{FAILED}/{table}/",
            "kms_key_arn": places.key_arn,
        }
        | _buffering(args),
    }


def _parquet(places: LakePlaces, args: LakeArgs, table: str, role_arn: pulumi.Input[str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "bucket_arn": places.bucket_arn,
        "kms_key_arn": places.key_arn,
        "prefix": f"{TOPICS}/{table}/{_DAY}/",
        "error_output_prefix": f"{FAILED}/{table}/!{{firehose:error-output-type}}/{_DAY}/",
        "data_format_conversion_configuration": {
            "enabled": True,
            "input_format_configuration": {"deserializer": {"open_x_json_ser_de": {}}},
            "output_format_configuration": {"serializer": {"parquet_ser_de": {"compression": "SNAPPY"}}},
            "schema_configuration": {
                "role_arn": role_arn,
                "database_name": places.database,
                "table_name": table,
                "region": places.region,
                "version_id": "LATEST",
            },
        },
    }
    if _keeps_all(args):
        found["s3_backup_mode"] = "Enabled"
        found["s3_backup_configuration"] = {
            "role_arn": role_arn,
            "bucket_arn": places.bucket_arn,
            "prefix": f"{RAW}/{table}/",
            "error_output_prefix": f"{FAILED}/{table}/",
            "kms_key_arn": places.key_arn,
        } | _buffering(args)
    return found
