"""Arguments of `Tables`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import (
    AttributeType,
    DataClass,
    Projection,
    StreamView,
    TableClass,
    TableConsistency,
    TableInsights,
    Tables,
)
from components.tables.limits import MAX_UNITS
from tests.components.recording import ACCOUNT, ANSWERED
from tests.components.samples import KEY, Edit, Grant, Sample

Strategy = st.SearchStrategy[dict[str, Any]]

UNITS = {"min_units": 5, "max_units": 100}
CAPACITY = {"read": UNITS, "write": UNITS}
INDEX = {"name": "by-customer", "partition_key": "customer_id"}
KEYS = {"eu-west-2": "k2", "eu-west-3": "k3", "us-east-1": "k4", "ap-northeast-3": "k5"}
STRONG: dict[str, Any] = {"replica_regions": ["eu-west-2"], "witness": "eu-west-3", "consistency": "STRONG"}


def one(**change: Any) -> dict[str, Any]:
    """Arguments with one table."""
    return {"replica_key_arns": KEYS, "tables": [{"name": "t", "partition_key": "id"} | change]}


def bad(text: str, **change: Any) -> tuple[Mapping[str, Any], str]:
    """One table with an argument that is an error."""
    return one(**change), text


def indexes(*given: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Indexes that differ from a right one."""
    return [_join(INDEX, item) for item in given]


def _units(least: int) -> Strategy:
    bounds = {"min_units": st.just(least), "max_units": st.integers(least, MAX_UNITS)}
    return st.fixed_dictionaries(bounds, optional={"target_percent": st.integers(20, 90)})


def _join(*parts: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part.items()}


_SCALING = st.integers(1, 100).flatmap(_units)
_CAPACITY = st.fixed_dictionaries({"read": _SCALING, "write": _SCALING})
_CAPS: Strategy = st.fixed_dictionaries(
    {"read_units": st.integers(1, 10**6)}, optional={"write_units": st.integers(1, 10**6)}
)
_WARM: Strategy = st.fixed_dictionaries(
    {"reads_per_second": st.integers(12_000, 10**6)}, optional={"writes_per_second": st.integers(4_000, 10**6)}
)
_PROJECTIONS: list[dict[str, Any]] = [
    {},
    {"projection": Projection.KEYS_ONLY},
    {"projection": Projection.INCLUDE, "projected": ["status", "total"]},
]
_INDEX = st.builds(
    _join,
    st.just(INDEX),
    st.fixed_dictionaries({}, optional={"sort_key": st.just("placed_at"), "warm_throughput": _WARM}),
    st.sampled_from(_PROJECTIONS),
)
_COMMON: dict[str, st.SearchStrategy[Any]] = {
    "recovery_days": st.integers(1, 35),
    "table_class": st.sampled_from(TableClass),
    "insights": st.sampled_from(TableInsights),
    "warm_throughput": _WARM,
}
_ON_DEMAND: Strategy = st.fixed_dictionaries(
    {},
    optional=_COMMON
    | {
        "caps": _CAPS,
        "indexes": st.lists(st.builds(_join, _INDEX, st.fixed_dictionaries({"caps": _CAPS})), max_size=1),
        "stream": st.sampled_from(StreamView),
        "ttl_attribute": st.just("expires_at"),
    },
)
_PROVISIONED: Strategy = st.fixed_dictionaries(
    {"provisioned": _CAPACITY, "sort_key": st.just("placed_at"), "attribute_types": st.just({"placed_at": "N"})},
    optional=_COMMON
    | {
        "indexes": st.lists(st.builds(_join, _INDEX, st.fixed_dictionaries({"provisioned": _CAPACITY})), max_size=1),
        "local_indexes": st.just([{"name": "by-total", "sort_key": "total"}]),
    },
)
_REPLICATED: Strategy = st.one_of(
    st.just({"replica_regions": ["eu-west-3", "us-east-1"], "stream": StreamView.NEW_AND_OLD_IMAGES}), st.just(STRONG)
)


def _arguments(change: dict[str, Any]) -> dict[str, Any]:
    return one(**change)


def changed(before: Mapping[str, Any] | None = None, **after: Any) -> Edit:
    """One table, with and without a change."""
    return Edit(one(**_join(before or {}, after)), one(**before or {}))


SORTED = {"sort_key": "at"}

CHANGES = {
    "key_arn": Edit({"key_arn": "k1"}),
    "replica_key_arns": Edit(
        one(replica_regions=["eu-west-2"]) | {"replica_key_arns": {"eu-west-2": "k6"}},
        one(replica_regions=["eu-west-2"]),
    ),
    "tables[].attribute_types": changed(
        {"indexes": [INDEX]}, indexes=[INDEX], attribute_types={"customer_id": AttributeType.NUMBER}
    ),
    "tables[].caps": changed(caps={"read_units": 100}),
    "tables[].consistency": changed(
        {"replica_regions": ["eu-west-2", "eu-west-3"]}, consistency=TableConsistency.STRONG
    ),
    "tables[].indexes": changed(indexes=[INDEX]),
    "tables[].local_indexes": changed(SORTED, local_indexes=[{"name": "by-total", "sort_key": "total"}]),
    "tables[].partition_key": changed(partition_key="order_id"),
    "tables[].provisioned": changed(provisioned=CAPACITY),
    "tables[].recovery_days": changed(recovery_days=7),
    "tables[].replica_regions": changed(replica_regions=["eu-west-3"]),
    "tables[].sort_key": changed(sort_key="at"),
    "tables[].stream": changed(stream=StreamView.NEW_IMAGE),
    "tables[].table_class": changed(table_class=TableClass.INFREQUENT_ACCESS),
    "tables[].ttl_attribute": changed(ttl_attribute="expires_at"),
    "tables[].warm_throughput": changed(warm_throughput={"reads_per_second": 20_000}),
    "tables[].witness": Edit(one(**STRONG | {"replica_regions": ["eu-west-3"], "witness": "eu-west-2"}), one(**STRONG)),
}


def grants(tables: Tables) -> Mapping[str, Grant]:
    """What a reader and a writer get."""
    table = f"arn:aws:mock:{ANSWERED}:{ACCOUNT}:part-t"
    return {
        "reader": Grant(
            tables.reader_policy("t"),
            allowed=[("dynamodb:GetItem", table), ("dynamodb:Query", table)],
            denied=[("dynamodb:GetItem", f"{table}2"), ("dynamodb:PutItem", table), ("dynamodb:Scan", table)],
        ),
        "writer": Grant(
            tables.writer_policy("t"),
            allowed=[("dynamodb:PutItem", table), ("dynamodb:DeleteItem", table)],
            denied=[("dynamodb:PutItem", f"{table}2"), ("dynamodb:GetItem", table), ("dynamodb:Query", table)],
        ),
    }


SAMPLE = Sample(
    kind=Tables,
    good={"key_arn": KEY, "tables": [{"name": "t", "partition_key": "id"}]},
    others=[
        {"data_class": DataClass.ORDERS}
        | one(
            sort_key="at",
            attribute_types={"at": AttributeType.NUMBER, "blob": AttributeType.BINARY},
            indexes=indexes(
                {"sort_key": "at", "projection": "INCLUDE", "projected": ["status"], "caps": {"read_units": 50}},
                {"name": "by-blob", "partition_key": "blob", "warm_throughput": {"reads_per_second": 12_000}},
            ),
            local_indexes=[{"name": "by-total", "sort_key": "total", "projection": "KEYS_ONLY"}],
            ttl_attribute="expires_at",
            caps={"read_units": 1_000, "write_units": 500},
            warm_throughput={"writes_per_second": 8_000},
            recovery_days=7,
            stream="NEW_IMAGE",
            table_class="STANDARD_INFREQUENT_ACCESS",
            insights="THROTTLED_KEYS",
        ),
        one(provisioned=CAPACITY, indexes=indexes({"provisioned": CAPACITY}, {"name": "other"})),
        one(replica_regions=["eu-west-3", "ap-northeast-3"]),
        one(**STRONG),
        one(replica_regions=["eu-west-2", "eu-west-3"], consistency=TableConsistency.STRONG, stream="KEYS_ONLY"),
    ],
    bad=[
        ({"tables": []}, "tables is [], but it must have at least 1 items"),
        ({"tables": [{"name": "t", "partition_key": "a"}] * 2}, "each name may appear once"),
        (
            {"data_class": "secret"},
            "data_class is 'secret', but it must be one of orders, personal, streams, logs, lake, platform, none",
        ),
        bad("tables[0].name is 'a/b', but it must be letters", name="a/b"),
        bad("tables[0].name is", name="n" * 235),
        bad("tables[0].partition_key is '', but it must be the name of an attribute", partition_key=""),
        bad("tables[0].sort_key is", sort_key="k" * 256),
        bad("tables[0].sort_key is 'id', but it must be another attribute than the partition key", sort_key="id"),
        bad("tables[0].ttl_attribute is", ttl_attribute=""),
        bad("tables[0].attribute_types is 'status', but it is not a key", attribute_types={"status": "S"}),
        bad("tables[0].attribute_types.id is 'X', but it must be one of S, N, B", attribute_types={"id": "X"}),
        bad("tables[0].attribute_types is 'N', but it must be an object", attribute_types="N"),
        bad("tables[0].recovery_days is 36, but it must be between 1 and 35", recovery_days=36),
        bad("tables[0].recovery_days is 0, but it must be between 1 and 35", recovery_days=0),
        bad("tables[0].table_class is 'COLD'", table_class="COLD"),
        bad("tables[0].stream is 'IMAGES'", stream="IMAGES"),
        bad("tables[0].insights is 'ALL'", insights="ALL"),
        bad("tables[0].caps is {}, but it must have read_units, write_units, or both", caps={}),
        bad("tables[0].caps.read_units is 0", caps={"read_units": 0}),
        bad(
            "but it has no effect with provisioned capacity, which has its own bounds",
            caps={"read_units": 1},
            provisioned=CAPACITY,
        ),
        bad("reset_capacity is True, but it has no effect, since the table is on demand", reset_capacity=True),
        bad("tables[0].provisioned.write is None, but it is required", provisioned={"read": UNITS}),
        bad("min_units is 0", provisioned=CAPACITY | {"read": UNITS | {"min_units": 0}}),
        bad("max_units is 4, but it must be between 5", provisioned=CAPACITY | {"read": UNITS | {"max_units": 4}}),
        bad(
            "tables[0].provisioned.write.target_percent is 91, but it must be between 20 and 90",
            provisioned=CAPACITY | {"write": UNITS | {"target_percent": 91}},
        ),
        bad("reads_per_second is 11999, but", warm_throughput={"reads_per_second": 11_999}),
        bad("writes_per_second is 3999, but", warm_throughput={"writes_per_second": 3_999}),
        bad("warm_throughput is {}, but it must have reads_per_second, writes_per_second, or both", warm_throughput={}),
        bad("indexes is", indexes=[INDEX | {"name": f"index-{number}"} for number in range(21)]),
        bad("tables[0].indexes[0].name is 'by'", indexes=indexes({"name": "by"})),
        bad("tables[0].indexes[1].name is 'by-customer', but each name may", indexes=[INDEX, INDEX]),
        bad("tables[0].indexes[0].partition_key is", indexes=indexes({"partition_key": ""})),
        bad("tables[0].indexes[0].sort_key is 'customer_id'", indexes=indexes({"sort_key": "customer_id"})),
        bad("tables[0].indexes[0].projection is 'SOME'", indexes=indexes({"projection": "SOME"})),
        bad("but it requires the projection INCLUDE", indexes=indexes({"projected": ["a"]})),
        bad(
            "tables[0].indexes[0].projected is [], but it must have 1 to 20", indexes=indexes({"projection": "INCLUDE"})
        ),
        bad(
            "it must have 1 to 20 items",
            indexes=indexes({"projection": "INCLUDE", "projected": [f"a{number}" for number in range(21)]}),
        ),
        bad("projected[0] is", indexes=indexes({"projection": "INCLUDE", "projected": [""]})),
        bad("each name may appear once", indexes=indexes({"projection": "INCLUDE", "projected": ["a", "a"]})),
        bad(
            "'120 projected attributes', but all indexes together can list 100 attributes",
            indexes=[
                INDEX
                | {
                    "name": f"index-{number}",
                    "projection": "INCLUDE",
                    "projected": [f"a{attribute}" for attribute in range(20)],
                }
                for number in range(6)
            ],
        ),
        bad("but it has no effect, since the table is on demand", indexes=indexes({"provisioned": CAPACITY})),
        bad(
            "but it has no effect with provisioned capacity",
            provisioned=CAPACITY,
            indexes=indexes({"caps": {"read_units": 1}}),
        ),
        bad("but it requires a sort_key of the table", local_indexes=[{"name": "by-at", "sort_key": "at"}]),
        bad(
            "local_indexes is",
            sort_key="at",
            local_indexes=[{"name": f"by-{number}", "sort_key": f"k{number}"} for number in range(6)],
        ),
        bad(
            "each name may appear once",
            sort_key="at",
            indexes=[INDEX],
            local_indexes=[{"name": "by-customer", "sort_key": "total"}],
        ),
        bad(
            "tables[0].replica_regions[0] is 'eu-west-1', but it is the region of the table itself",
            replica_regions=["eu-west-1"],
        ),
        bad("but tables cannot be replicated there", replica_regions=["cn-north-1"]),
        bad("replica_key_arns has no key for it; choose from: eu-west-2", replica_regions=["eu-central-1"]),
        bad("each name may appear once", replica_regions=["eu-west-2", "eu-west-2"]),
        bad("but it has no effect without replica_regions", consistency="STRONG"),
        bad("tables[0].consistency is 'WEAK'", replica_regions=["eu-west-2"], consistency="WEAK"),
        bad("but it requires strong consistency", replica_regions=["eu-west-2"], witness="eu-west-3"),
        bad(
            "but strong consistency requires 3 regions: two replicas, or one and a witness",
            replica_regions=["eu-west-2"],
            consistency="STRONG",
        ),
        bad(
            "but strong consistency requires 3 regions: two replicas, or one and a witness",
            **STRONG | {"witness": "eu-west-2"},
        ),
        bad(
            "but strong consistency requires 3 regions: two replicas, or one and a witness",
            **STRONG | {"replica_regions": ["eu-west-2", "us-east-1"]},
        ),
        bad(
            "requires regions of one set; choose from: us-east-1 us-east-2",
            **STRONG | {"replica_regions": ["us-east-1"]},
        ),
        bad("but it is not available with strong consistency", **STRONG, ttl_attribute="expires_at"),
        bad(
            "tables[0].local_indexes is",
            **STRONG,
            sort_key="at",
            local_indexes=[{"name": "by-total", "sort_key": "total"}],
        ),
        bad("replicas read the stream and need both images", replica_regions=["eu-west-2"], stream="NEW_IMAGE"),
    ],
    arguments=st.one_of(_ON_DEMAND, _PROVISIONED, _REPLICATED).map(_arguments),
    changes=CHANGES,
    grants=grants,
)
