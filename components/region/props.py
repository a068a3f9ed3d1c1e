"""Inputs of the resources of `Region`, from its configuration: nothing here makes a resource."""

import json
from typing import Any, Final

import pulumi

from ..bucket.args import BucketEncryption
from ..core.cell import DataClass
from ..core.component import Props
from .config import RegionConfig

CELLS: Final = "cells"
"""Short name of the table with the list of cells."""

ROUTING: Final = "routing"
"""Short name of the bucket of the routing table."""

ROUTING_KEY: Final = "routing.json"
"""Key of the routing table in its bucket."""


def repository(name: str, key_arn: pulumi.Output[str], *, disposable: bool) -> Props:
    """A repository whose tags always name the same image."""
    return {
        "name": name,
        "image_tag_mutability": "IMMUTABLE",
        "image_scanning_configuration": {"scan_on_push": True},
        "encryption_configurations": [{"encryption_type": "KMS", "kms_key": key_arn}],
        "force_delete": disposable,
        # awsx makes its policy without a parent, so with the default provider of the stack, and its default deletes
        # every image without a tag but one (awsx/ecr/repository.ts of github.com/pulumi/pulumi-awsx).
        "lifecycle_policy": {"skip": True},
    }


def lifecycle(config: RegionConfig) -> str:
    """Rules that delete what no cell runs: images without a tag, and those with a temporary one.

    ECR never deletes an image that a manifest list with a tag refers to (Amazon ECR user guide, lifecycle policies,
    "How lifecycle policies work": images referenced by a manifest list cannot be expired before it).
    """
    rules = [_expiry(1, "builds that nothing names", {"tagStatus": "untagged"}, config.untagged_days)]
    # A rule with several prefixes selects images that have all of them, so each prefix has a rule of its own.
    for priority, prefix in enumerate(config.temporary_tags, 2):
        tagged = {"tagStatus": "tagged", "tagPrefixList": [prefix]}
        rules.append(_expiry(priority, f"temporary images {prefix}", tagged, config.temporary_days))
    return json.dumps({"rules": rules})


def _expiry(priority: int, why: str, selected: dict[str, Any], days: int) -> dict[str, Any]:
    age = {"countType": "sinceImagePushed", "countUnit": "days", "countNumber": days}
    return {
        "rulePriority": priority,
        "description": why,
        "selection": selected | age,
        "action": {"type": "expire"},
    }


def log_bucket(source: pulumi.Input[str], days: int) -> Props:
    """The bucket of the access log of the routing table."""
    return {
        "bucket": f"{ROUTING}-logs",
        "data_class": DataClass.LOGS,
        "encryption": BucketEncryption.S3,
        "expiries": [{"prefix": "", "days": days}],
        "writers": [
            {
                "service": "logging.s3.amazonaws.com",
                "prefix": ROUTING,
                "source_arns": [pulumi.Output.concat("arn:aws:s3:::", source)],
            }
        ],
    }
