"""The replicas of a table in other regions."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..aws.published import replica_regions
from ..core.arguments import Arguments
from . import limits
from .args import TableConsistency


@dataclass(frozen=True, kw_only=True)
class ReplicationConfig:
    """Other regions of a table."""

    regions: tuple[str, ...]
    consistency: TableConsistency
    witness: str | None


def resolve_replication(table: Arguments, region: str, key_regions: Sequence[str]) -> ReplicationConfig:
    """The replicas of a table in `region`, each with a key in one of `key_regions`."""
    regions = _replica_regions(table, region, key_regions)
    table.requires("consistency", bool(regions), "it has no effect without replica_regions")
    consistency = table.enum("consistency", TableConsistency, TableConsistency.EVENTUAL)
    strong = consistency is TableConsistency.STRONG
    table.requires("witness", strong, "it requires strong consistency")
    witness = table.string("witness", None)
    if strong:
        _check_strong(table, [region, *regions, *([witness] if witness else [])])
    return ReplicationConfig(regions=regions, consistency=consistency, witness=witness)


def _replica_regions(table: Arguments, region: str, key_regions: Sequence[str]) -> tuple[str, ...]:
    replicas: list[str] = table.list_of("replica_regions")
    table.unique("replica_regions", replicas)
    available = replica_regions("AWS::DynamoDB::GlobalTable")
    for number, replica in enumerate(replicas):
        argument = f"replica_regions[{number}]"
        if replica == region:
            raise table.error(argument, replica, "it is the region of the table itself")
        if replica not in available:
            raise table.error(argument, replica, "tables cannot be replicated there", available)
        if replica not in key_regions:
            raise table.error(argument, replica, "replica_key_arns has no key for it", key_regions)
    return tuple(replicas)


def _check_strong(table: Arguments, regions: Sequence[str]) -> None:
    """Three regions of one set; no expiry and no local indexes (DynamoDB developer guide, how global tables work)."""
    message = f"strong consistency requires {limits.STRONG_REGIONS} regions: two replicas, or one and a witness"
    if len(set(regions)) != limits.STRONG_REGIONS or len(regions) != limits.STRONG_REGIONS:
        raise table.error("replica_regions", regions, message)
    if not limits.strong_region_set(regions):
        sets = [" ".join(regions) for regions in limits.STRONG_REGION_SETS]
        raise table.error("replica_regions", regions, "strong consistency requires regions of one set", sets)
    for argument in ("ttl_attribute", "local_indexes"):
        table.requires(argument, condition=False, message="it is not available with strong consistency")
