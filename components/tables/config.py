"""The door of `Tables`: each table, its indexes, its capacity, its replicas."""

import re
from collections.abc import Sequence

from ..aws.published import replica_regions
from ..core.cell import DataClass
from ..core.door import Door
from . import limits
from .args import (
    AttributeType,
    IndexArgs,
    LocalIndexArgs,
    Projection,
    StreamView,
    TableArgs,
    TableCapacityArgs,
    TableCapsArgs,
    TableClass,
    TableConsistency,
    TableInsights,
    TablesArgs,
    TableScalingArgs,
    TableWarmArgs,
)

TARGET_PERCENT = 70
"""Use of capacity that scaling holds: AWS's own default (DynamoDB developer guide, DynamoDB auto scaling)."""

_ATTRIBUTE = f"it must be the name of an attribute, 1 to {limits.MOST_KEY_NAME} characters"


def check(name: str, args: TablesArgs) -> None:
    """Refuse what DynamoDB would refuse.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    door = Door("Tables", name, args, TablesArgs)
    door.cell()
    door.choice("data_class", DataClass, DataClass.PERSONAL)
    tables = door.items("tables", 1)
    keys = args.get("replica_key_arns", {})
    names: list[str] = []
    for index in range(len(tables)):
        table = door.inside("tables", TableArgs, index)
        names.append(_name(table))
        _check_table(table)
        _check_replicas(table, here=args["region"], keyed=list(keys))
    door.unique("tables", names)


def _name(door: Door) -> str:
    limit = "it must be letters, digits, dots, hyphens and underscores, 255 at most with the cell's name"
    return door.text("name", fits=lambda text: bool(re.fullmatch(r"[a-zA-Z0-9_.-]{1,234}", text)), limit=limit)


def _attribute(door: Door, argument: str) -> str:
    return door.text(argument, fits=lambda text: 0 < len(text) <= limits.MOST_KEY_NAME, limit=_ATTRIBUTE)


def _check_table(door: Door) -> None:
    keys = [_attribute(door, "partition_key"), *_sort_key(door)]
    if door.given("ttl_attribute"):
        _attribute(door, "ttl_attribute")
    provisioned = _check_capacity(door)
    indexed, projected = _check_indexes(door, provisioned)
    local, locally_projected = _check_local_indexes(door)
    door.unique("indexes", [*indexed.keys(), *local.keys()])
    if projected + locally_projected > limits.MOST_PROJECTED_OF_TABLE:
        limit = f"all indexes together can name {limits.MOST_PROJECTED_OF_TABLE} attributes"
        raise door.refuse("indexes", f"{projected + locally_projected} projected attributes", limit)
    _check_types(door, {*keys, *(key for found in (indexed, local) for names in found.values() for key in names)})
    door.whole("recovery_days", 1, limits.MOST_RECOVERY_DAYS, limits.MOST_RECOVERY_DAYS)
    door.choice("table_class", TableClass, TableClass.STANDARD)
    if door.given("stream"):
        door.choice("stream", StreamView)
    if door.given("insights"):
        door.choice("insights", TableInsights)


def _sort_key(door: Door) -> list[str]:
    if not door.given("sort_key"):
        return []
    sort_key = _attribute(door, "sort_key")
    if door.given("partition_key") and sort_key == door.text("partition_key"):
        raise door.refuse("sort_key", sort_key, "the partition key is that attribute")
    return [sort_key]


def _check_types(door: Door, keys: set[str]) -> None:
    if not door.given("attribute_types"):
        return
    types = door.mapping("attribute_types")
    for attribute, kind in types.items():
        if attribute not in keys:
            limit = "no key is that attribute, and DynamoDB knows types of keys only"
            raise door.refuse("attribute_types", attribute, limit, sorted(keys))
        if kind not in set(AttributeType):
            raise door.refuse(f"attribute_types.{attribute}", kind, "that is none of its values", list(AttributeType))


def _check_capacity(door: Door) -> bool:
    """Check how a table is paid; answers whether by the hour."""
    provisioned = door.given("provisioned")
    if provisioned:
        _check_provisioned(door)
    door.only_with("caps", not provisioned, "provisioned capacity has its own bounds; leave one of the two out")
    _check_caps(door)
    _check_warm(door)
    return provisioned


def _check_provisioned(door: Door) -> None:
    capacity = door.inside("provisioned", TableCapacityArgs)
    for argument in ("read", "write"):
        scaling = capacity.inside(argument, TableScalingArgs)
        least = scaling.whole("min_units", 1, limits.MOST_UNITS)
        scaling.whole("max_units", least, limits.MOST_UNITS, why="min_units at least")
        scaling.whole("target_percent", limits.LEAST_TARGET_PERCENT, limits.MOST_TARGET_PERCENT, TARGET_PERCENT)


def _check_caps(door: Door) -> None:
    if not door.given("caps"):
        return
    caps = door.inside("caps", TableCapsArgs)
    given = [argument for argument in ("read_units", "write_units") if caps.given(argument)]
    if not given:
        raise door.refuse("caps", {}, "it must cap read_units, write_units, or both")
    for argument in given:
        caps.whole(argument, 1, limits.MOST_UNITS)


def _check_warm(door: Door) -> None:
    if not door.given("warm_throughput"):
        return
    warm = door.inside("warm_throughput", TableWarmArgs)
    least = {"reads_per_second": limits.LEAST_WARM_READS, "writes_per_second": limits.LEAST_WARM_WRITES}
    given = [argument for argument in least if warm.given(argument)]
    if not given:
        raise door.refuse("warm_throughput", {}, "it must name reads_per_second, writes_per_second, or both")
    for argument in given:
        warm.whole(argument, least[argument], limits.MOST_UNITS, why="what every table on demand has is the least")


def _check_indexes(door: Door, provisioned: bool) -> tuple[dict[str, list[str]], int]:
    """Check global indexes; answers with their keys by name, and how many attributes they project by name."""
    found: dict[str, list[str]] = {}
    projected = 0
    for number in range(len(door.items("indexes", 0, limits.MOST_GLOBAL_INDEXES))):
        index = door.inside("indexes", IndexArgs, number)
        name = _index_name(index)
        if name in found:
            raise index.refuse("name", name, "each name may stand once")
        found[name] = [_attribute(index, "partition_key"), *_sort_key(index)]
        projected += _check_projection(index)
        index.only_with("provisioned", provisioned, "its table is on demand")
        index.only_with("caps", not provisioned, "its table has provisioned capacity")
        _check_capacity(index)
    return found, projected


def _check_local_indexes(door: Door) -> tuple[dict[str, list[str]], int]:
    door.only_with("local_indexes", door.given("sort_key"), "only a table with a sort key has local indexes")
    found: dict[str, list[str]] = {}
    projected = 0
    for number in range(len(door.items("local_indexes", 0, limits.MOST_LOCAL_INDEXES))):
        index = door.inside("local_indexes", LocalIndexArgs, number)
        name = _index_name(index)
        if name in found:
            raise index.refuse("name", name, "each name may stand once")
        found[name] = [_attribute(index, "sort_key")]
        projected += _check_projection(index)
    return found, projected


def _index_name(index: Door) -> str:
    limit = "it must be 3 to 255 letters, digits, dots, hyphens and underscores"
    return index.text("name", fits=lambda text: bool(re.fullmatch(limits.NAME_PATTERN, text)), limit=limit)


def _check_projection(index: Door) -> int:
    named = index.choice("projection", Projection, Projection.ALL) is Projection.INCLUDE
    index.only_with("projected", named, "only an index with projection INCLUDE names attributes")
    projected = [str(attribute) for attribute in index.items("projected", int(named), limits.MOST_PROJECTED)]
    index.unique("projected", projected)
    for number, attribute in enumerate(projected):
        if not 0 < len(attribute) <= limits.MOST_KEY_NAME:
            raise index.refuse(f"projected[{number}]", attribute, _ATTRIBUTE)
    return len(projected)


def _check_replicas(door: Door, *, here: str, keyed: Sequence[str]) -> None:
    replicas = [str(region) for region in door.items("replica_regions")]
    door.unique("replica_regions", replicas)
    offered = replica_regions("AWS::DynamoDB::GlobalTable")
    for number, region in enumerate(replicas):
        if region == here:
            raise door.refuse(f"replica_regions[{number}]", region, "the table itself is there")
        if region not in offered:
            raise door.refuse(f"replica_regions[{number}]", region, "no table can be replicated there", offered)
        if region not in keyed:
            raise door.refuse(f"replica_regions[{number}]", region, "replica_key_arns has no key there", keyed)
    door.only_with("consistency", bool(replicas), "a table without replicas has nothing to agree on")
    strong = door.choice("consistency", TableConsistency, TableConsistency.EVENTUAL) is TableConsistency.STRONG
    door.only_with("witness", strong, "only strong consistency has a witness")
    if strong:
        _check_strong(door, [here, *replicas])
    elif replicas and door.given("stream") and door.choice("stream", StreamView) is not StreamView.NEW_AND_OLD_IMAGES:
        limit = "replicas read the stream and need both images"
        raise door.refuse("stream", str(door.choice("stream", StreamView)), limit, [StreamView.NEW_AND_OLD_IMAGES])


def _check_strong(door: Door, holding: list[str]) -> None:
    """Three regions of one set; no expiry and no local indexes (DynamoDB developer guide, how global tables work)."""
    witness = [door.text("witness")] if door.given("witness") else []
    regions = [*holding, *witness]
    wanted = f"strong consistency takes exactly {limits.STRONG_REGIONS} regions: two replicas, or one and a witness"
    if len(set(regions)) != limits.STRONG_REGIONS or len(regions) != limits.STRONG_REGIONS:
        raise door.refuse("replica_regions", regions, wanted)
    if not limits.strong_region_set(regions):
        sets = [" ".join(regions) for regions in limits.STRONG_REGION_SETS]
        raise door.refuse("replica_regions", regions, "strong consistency needs regions of one set", sets)
    for argument in ("ttl_attribute", "local_indexes"):
        door.only_with(argument, condition=False, limit="strong consistency over regions does not have it")
