"""Inputs of the buckets and workgroups of `Lake`, from its configuration: nothing here makes a resource."""

from collections.abc import Mapping

import pulumi

from ..bucket.args import BucketEncryption, ExpiryArgs, TransitionArgs
from ..core.cell import DataClass
from ..core.component import Props
from ..plan.lake_schema import LakeFormat
from .config import LakeConfig
from .layout import FAILED, RAW, RESULTS, TOPICS, LakeLayout
from .limits import ATHENA_ENGINE

_GIB = 1 << 30


def log_bucket_args(config: LakeConfig, sources: Mapping[str, pulumi.Input[str]]) -> Props:
    """Arguments of the bucket of access logs; `sources` maps a prefix to the name of the bucket that is logged."""
    return {
        "bucket": "lake-logs",
        "data_class": DataClass.LOGS,
        "encryption": BucketEncryption.S3,
        "expiries": [{"prefix": "", "days": config.access_log_days}],
        "writers": [
            {
                "service": "logging.s3.amazonaws.com",
                "prefix": prefix,
                "source_arns": [pulumi.Output.concat("arn:aws:s3:::", source)],
            }
            for prefix, source in sources.items()
        ],
    }


def expiries(config: LakeConfig) -> list[ExpiryArgs]:
    """Original records, and topics stored as Parquet. Rows of Iceberg tables expire by a query, not by file."""
    parquet = [topic for topic in config.topics if topic.format is LakeFormat.PARQUET]
    return [
        *({"prefix": f"{prefix}/", "days": config.failed_days} for prefix in (FAILED, RAW)),
        *({"prefix": f"{TOPICS}/{topic.table}/", "days": topic.retention_days} for topic in parquet),
    ]


def transition_args(config: LakeConfig) -> list[TransitionArgs]:
    """Transitions of the bucket of the tables."""
    return [
        {"prefix": transition.prefix, "days": transition.days, "storage_class": transition.storage_class}
        for transition in config.transitions
    ]


def workgroup_props(layout: LakeLayout, role: str, max_scan_gib: int | None) -> Props:
    """A workgroup whose settings override those of the client."""
    configuration: Props = {
        "enforce_workgroup_configuration": True,
        "publish_cloudwatch_metrics_enabled": True,
        "engine_version": {"selected_engine_version": ATHENA_ENGINE},
        "result_configuration": {
            "output_location": pulumi.Output.concat("s3://", layout.results_name, f"/{RESULTS}/{role}/"),
            "expected_bucket_owner": layout.account_id,
            "encryption_configuration": {"encryption_option": "SSE_KMS", "kms_key_arn": layout.key_arn},
        },
    }
    if max_scan_gib is not None:
        configuration["bytes_scanned_cutoff_per_query"] = max_scan_gib * _GIB
    return {"configuration": configuration}
