"""Values that AWS accepts, by region: components validate engine versions and instance types against them.

`published.json` has the values. `python -m tests.components.plan.published_values` writes it from the data that AWS
publishes and cfn-lint bundles. A test compares the two, so an update of cfn-lint shows new values.
"""

import functools
import json
from pathlib import Path
from typing import Any


@functools.cache
def _tables() -> dict[str, Any]:
    return json.loads(Path(__file__).with_name("published.json").read_text())


def source() -> str:
    """The source of the values, with its version."""
    return str(_tables()["source"])


def aurora_versions() -> list[str]:
    """Engine versions of Aurora PostgreSQL that run on Serverless v2 instances, oldest first."""
    return list(_tables()["aurora_postgresql_versions"])


def aurora_classes(region: str) -> list[str]:
    """Instance classes of Aurora PostgreSQL in a region, including `db.serverless`."""
    return _in_region("aurora_postgresql_classes", region)


def valkey_versions() -> list[str]:
    """Engine versions of ElastiCache for Valkey, oldest first."""
    return list(_tables()["valkey_versions"])


def cache_node_types(region: str) -> list[str]:
    """Node types of ElastiCache in a region."""
    return _in_region("cache_node_types", region)


def cache_node_type(wanted: str, region: str) -> str:
    """The wanted node type, or the same size of the newest older Graviton generation that the region has.

    Raises:
        ValueError: the region has none of them.
    """
    offered = cache_node_types(region)
    prefix, family, size = wanted.split(".")
    older = [f"{prefix}.{family[0]}{generation}g.{size}" for generation in range(int(family[1]), 3, -1)]
    for candidate in (wanted, *older):
        if candidate in offered:
            return candidate
    raise ValueError(f"{region} has no cache node like {wanted}")


def is_offered(resource_type: str, region: str) -> bool:
    """Whether a region offers a CloudFormation resource type, such as `AWS::MSK::ServerlessCluster`.

    Raises:
        KeyError: no component makes this type.
    """
    return region in _tables()["offered"][resource_type]


def replica_regions(resource_type: str) -> list[str]:
    """Regions that can hold a replica of a CloudFormation resource type, including regions that cannot hold a cell.

    Raises:
        KeyError: no component replicates this type.
    """
    return list(_tables()["replicated"][resource_type])


def log_retention_days() -> list[int]:
    """The retention periods of CloudWatch Logs, in days."""
    return list(_tables()["log_retention_days"])


def _in_region(table: str, region: str) -> list[str]:
    """The names in a table that are available in a region. The table maps each name to its regions."""
    return [name for name, regions in _tables()[table].items() if region in regions]
