"""Inputs of the children of `Bucket`, from its configuration: nothing here makes a resource."""

from ..core.component import Props
from .config import BucketConfig, ExpiryConfig, TransitionConfig


def encryption_rule(config: BucketConfig) -> Props:
    """Default encryption of new objects."""
    if config.key_arn is None:
        return {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    default = {"sse_algorithm": "aws:kms", "kms_master_key_id": config.key_arn}
    return {"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}


def lifecycle_rules(config: BucketConfig) -> list[Props]:
    """One rule for old versions and incomplete uploads, then one for each expiry and each transition."""
    tidy: Props = {
        "id": "tidy",
        "status": "Enabled",
        "filter": {"prefix": ""},
        "expiration": {"expired_object_delete_marker": True},
        "noncurrent_version_expiration": {"noncurrent_days": config.noncurrent_days},
        "abort_incomplete_multipart_upload": {"days_after_initiation": config.upload_days},
    }
    expiries = [_expiry_rule(expiry) for expiry in config.expiries]
    return [tidy, *expiries, *(_transition_rule(transition) for transition in config.transitions)]


def _expiry_rule(expiry: ExpiryConfig) -> Props:
    return {
        "id": f"expire-{_label(expiry.prefix)}",
        "status": "Enabled",
        "filter": {"prefix": expiry.prefix},
        "expiration": {"days": expiry.days},
    }


def _transition_rule(transition: TransitionConfig) -> Props:
    return {
        "id": f"move-{_label(transition.prefix)}-{transition.days}",
        "status": "Enabled",
        "filter": {"prefix": transition.prefix},
        "transitions": [{"days": transition.days, "storage_class": transition.storage_class.value}],
    }


def _label(prefix: str) -> str:
    return prefix.strip("/").replace("/", "-") or "all"
