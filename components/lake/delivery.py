"""Inputs of the Firehose delivery stream of a topic."""

import pulumi

from ..core.component import Props
from ..plan.lake_schema import LakeFormat
from .args import LakeBackup
from .catalog import DAY
from .config import DeliveryConfig, LakeTopicConfig
from .layout import FAILED, RAW, TOPICS, LakeLayout
from .limits import EARLIEST

_DAY = f"{DAY}=!{{timestamp:yyyy-MM-dd}}"


def stream_props(
    layout: LakeLayout, delivery: DeliveryConfig, topic: LakeTopicConfig, role_arn: pulumi.Input[str], log: Props
) -> Props:
    """The delivery stream, without encryption of its own: AWS accepts that for direct puts only.

    Source: Amazon Data Firehose developer guide, "Data protection in Amazon Data Firehose".
    """
    source: Props = {
        "msk_cluster_arn": delivery.cluster_arn,
        "topic_name": topic.source_topic,
        "authentication_configuration": {"connectivity": "PRIVATE", "role_arn": role_arn},
    }
    if delivery.from_start:
        source["read_from_timestamp"] = EARLIEST
    common = {"role_arn": role_arn, "cloudwatch_logging_options": log} | _buffering(delivery) | _processing(delivery)
    if topic.format is LakeFormat.ICEBERG:
        settings = common | _iceberg(layout, delivery, topic.table, role_arn)
        return {"msk_source_configuration": source, "destination": "iceberg", "iceberg_configuration": settings}
    settings = common | _parquet(layout, delivery, topic.table, role_arn)
    return {"msk_source_configuration": source, "destination": "extended_s3", "extended_s3_configuration": settings}


def _buffering(delivery: DeliveryConfig) -> Props:
    return {
        "buffering_interval": delivery.buffer_seconds,
        "buffering_size": delivery.buffer_mib,
    }


def _processing(delivery: DeliveryConfig) -> Props:
    """The function that transforms records. Default parameters are omitted, since AWS does not return them."""
    if delivery.transform_arn is None:
        return {}
    parameters = [{"parameter_name": "LambdaArn", "parameter_value": delivery.transform_arn}]
    return {
        "processing_configuration": {
            "enabled": True,
            "processors": [{"type": "Lambda", "parameters": parameters}],
        }
    }


def _keeps_all(delivery: DeliveryConfig) -> bool:
    return delivery.backup is LakeBackup.ALL


def _iceberg(layout: LakeLayout, delivery: DeliveryConfig, table: str, role_arn: pulumi.Input[str]) -> Props:
    """Rows are only appended: each event has a version, and readers use the newest."""
    return {
        "catalog_arn": layout.arn("glue", "catalog"),
        "append_only": True,
        "retry_duration": delivery.retry_seconds,
        "s3_backup_mode": "AllData" if _keeps_all(delivery) else "FailedDataOnly",
        "destination_table_configurations": [
            {
                "database_name": layout.database,
                "table_name": table,
                "s3_error_output_prefix": f"{FAILED}/{table}/",
            }
        ],
        "s3_configuration": {
            "role_arn": role_arn,
            "bucket_arn": layout.bucket_arn,
            "prefix": f"{RAW}/{table}/",
            "error_output_prefix": f"{FAILED}/{table}/",
            "kms_key_arn": layout.key_arn,
        }
        | _buffering(delivery),
    }


def _parquet(layout: LakeLayout, delivery: DeliveryConfig, table: str, role_arn: pulumi.Input[str]) -> Props:
    settings: Props = {
        "bucket_arn": layout.bucket_arn,
        "kms_key_arn": layout.key_arn,
        "prefix": f"{TOPICS}/{table}/{_DAY}/",
        "error_output_prefix": f"{FAILED}/{table}/!{{firehose:error-output-type}}/{_DAY}/",
        "data_format_conversion_configuration": {
            "enabled": True,
            "input_format_configuration": {"deserializer": {"open_x_json_ser_de": {}}},
            "output_format_configuration": {"serializer": {"parquet_ser_de": {"compression": "SNAPPY"}}},
            "schema_configuration": {
                "role_arn": role_arn,
                "database_name": layout.database,
                "table_name": table,
                "region": layout.region,
                "version_id": "LATEST",
            },
        },
    }
    if _keeps_all(delivery):
        settings["s3_backup_mode"] = "Enabled"
        settings["s3_backup_configuration"] = {
            "role_arn": role_arn,
            "bucket_arn": layout.bucket_arn,
            "prefix": f"{RAW}/{table}/",
            "error_output_prefix": f"{FAILED}/{table}/",
            "kms_key_arn": layout.key_arn,
        } | _buffering(delivery)
    return settings
