"""Inputs of the resources of `Region`, from its configuration: nothing here makes a resource."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pulumi

from ..bucket.args import BucketEncryption
from ..core.cell import DataClass
from ..core.component import Props
from ..edge.args import EdgeTls, PriceClass
from ..edge.props import cached_reads, viewer_settings
from ..monitoring.rollup import CellBoard
from ..monitoring.rules import HEALTH
from .config import RegionConfig
from .routing import Route

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


@dataclass(frozen=True, kw_only=True)
class DistributionParts:
    """What the distribution of the routing table is made from."""

    web_acl_arn: pulumi.Input[str]
    certificate_arn: pulumi.Input[str]
    bucket_host: pulumi.Input[str]
    access_control_id: pulumi.Input[str]
    headers_id: pulumi.Input[str]
    cache_id: pulumi.Input[str]


def distribution(comment: str, hosts: Sequence[str], parts: DistributionParts) -> Props:
    """The distribution of the routing table, over HTTPS only: apps and pages ask for its full URL."""
    reads = cached_reads(ROUTING, parts.cache_id, parts.headers_id) | {"viewer_protocol_policy": "https-only"}
    viewers = viewer_settings(
        hosts, parts.web_acl_arn, parts.certificate_arn, EdgeTls.TLS_1_2, PriceClass.ALL, countries=()
    )
    return viewers | {
        "comment": comment,
        # The bucket has no other object, and its policy lets nothing else be read.
        "default_root_object": ROUTING_KEY,
        "origins": [
            {
                "origin_id": ROUTING,
                "domain_name": parts.bucket_host,
                "origin_access_control_id": parts.access_control_id,
            }
        ],
        "default_cache_behavior": reads,
    }


def boards(config: RegionConfig) -> list[CellBoard]:
    """What the dashboard shows of each cell. After an evacuation, one cell serves several zones, or cities."""
    return [
        _board(cell, [route for route in config.routes if route.host == host]) for cell, host in config.hosts.items()
    ]


def _board(cell: str, routes: Sequence[Route]) -> CellBoard:
    cities = ", ".join(dict.fromkeys(route.city for route in routes))
    zones = ", ".join(route.zone for route in routes if route.zone)
    # The names that `Monitoring` gives in the cell's own stack.
    return CellBoard(cell=cell, city=cities or "-", zone=zones or None, dashboard=cell, health_alarm=f"{cell}-{HEALTH}")
