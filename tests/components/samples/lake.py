"""Arguments of `Lake`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import Lake, cell_topics
from tests.components.recording import ACCOUNT, ANSWERED
from tests.components.samples import Edit, Grant, Sample
from tests.components.samples.bucket import DAYS, TRANSITIONS, Changes, together

CLUSTER = "arn:aws:kafka:eu-west-1:123456789012:cluster/lisbon-stream/11-22"
ROUND = "arn:aws:lambda:eu-west-1:123456789012:function:lisbon-round-coordinates"
AT = {"name": "at", "type": "double"}
PLACE = {"name": "place", "type": "struct<lat:double,lon:double>"}
MENUS: dict[str, Any] = {"topic": "menus", "columns": [AT], "time_column": "at"}
TRACES: dict[str, Any] = {"topic": "traces", "columns": [AT, PLACE], "format": "parquet"}


def topic(**change: Any) -> dict[str, Any]:
    """The arguments with one topic changed."""
    return {"topics": [MENUS | change]}


COLUMNS = st.lists(
    st.sampled_from(["a", "b_1", "courier_id"]).map(lambda name: {"name": name, "type": "bigint", "comment": "what"}),
    max_size=2,
    unique_by=lambda column: column["name"],
).map(lambda columns: {"columns": [AT, *columns]})
TOPIC = together(
    st.from_regex(r"[a-z][a-z0-9-]{0,12}[a-z]", fullmatch=True).map(lambda name: {"topic": name}),
    COLUMNS,
    st.fixed_dictionaries({}, optional={"retention_days": DAYS, "created_topic": st.just("t")}),
    st.sampled_from([{"format": "parquet"}, {"format": "iceberg", "time_column": "at"}, {"time_column": "at"}]),
)


def table(entry: Mapping[str, Any]) -> str:
    """What makes a topic another table."""
    return str(entry["topic"]).replace("-", "_")


MAINTENANCE: Changes = st.one_of(
    st.fixed_dictionaries({"maintenance": st.just("glue")}, optional={"iceberg_snapshot_days": DAYS}),
    st.fixed_dictionaries({"maintenance": st.sampled_from(["athena", "none"])}),
    st.just({"region": "eu-west-3", "transform_arn": ROUND.replace("eu-west-1", "eu-west-3")}),
)
DELIVERY: Changes = st.fixed_dictionaries(
    {},
    optional={
        "topics": st.lists(TOPIC, min_size=1, max_size=2, unique_by=table),
        "exact_positions": st.booleans(),
        "buffer_seconds": st.integers(0, 900),
        "buffer_mib": st.integers(64, 128),
        "retry_seconds": st.integers(0, 7200),
        "backup": st.sampled_from(["failed", "all"]),
        "failed_days": DAYS,
        "from_start": st.booleans(),
        "log_retention_days": st.sampled_from([30, 90, 365]),
        "max_scan_gib": st.integers(1, 1 << 20),
        "result_days": DAYS,
        "access_log_days": DAYS,
        "transitions": TRANSITIONS,
    },
)


def grants(lake: Lake) -> Mapping[str, Grant]:
    """What an analyst and a job that fills a table in get."""
    files, glue = f"arn:aws:mock:{ANSWERED}:{ACCOUNT}:part-data-bucket", f"arn:aws:glue:eu-west-1:{ACCOUNT}"
    menus, neighbour = f"{files}/topics/menus/data/1.parquet", f"{files}/topics/traces/data/1.parquet"
    read, failed = "s3:GetObject", f"{files}/failed/menus/1"
    workgroup = f"arn:aws:athena:eu-west-1:{ACCOUNT}:workgroup/lisbon-lake"
    query = ("athena:StartQueryExecution", workgroup)
    denied = [(read, neighbour), (read, failed), ("glue:GetTable", f"{glue}:table/lisbon_lake/traces")]
    return {
        "reader": Grant(lake.reader_policy(), [query, (read, menus)], [*denied, ("s3:PutObject", menus)]),
        "topic reader": Grant(
            lake.prefix_reader_policy("menus"),
            [query, (read, menus)],
            [*denied, ("glue:UpdateTable", f"{glue}:table/lisbon_lake/menus"), (query[0], f"{workgroup}-upkeep")],
        ),
        "writer": Grant(
            lake.writer_policy("menus"),
            [("s3:PutObject", menus), ("s3:DeleteObject", menus), (read, menus)],
            [*denied, query],
        ),
    }


SAMPLE = Sample(
    kind=Lake,
    good={
        "key_arn": "arn:aws:kms:eu-west-1:123456789012:key/1",
        "log_key_arn": "arn:aws:kms:eu-west-1:123456789012:key/2",
        "cluster_arn": CLUSTER,
        "topics": [MENUS],
    },
    others=[
        {"topics": cell_topics(), "transform_arn": ROUND},
        {"topics": [TRACES], "exact_positions": True, "backup": "all"},
        {"maintenance": "athena"},
        {"region": "eu-south-2"},
    ],
    bad=[
        ({"topics": []}, "topics is [], but a lake has at least one topic"),
        ({"topics": [MENUS, MENUS | {"topic": "Menus"}]}, "each name may appear once"),
        (topic(topic="a b"), "topics[0].topic is 'a b', but it must be letters, digits, dots"),
        (topic(columns=[]), "topics[0].columns is [], but a table has at least one column"),
        (topic(columns=[AT, AT]), "each name may appear once"),
        (topic(columns=[AT | {"name": "At"}]), "topics[0].columns[0].name is 'At', but it must be lower case letters"),
        (
            topic(columns=[AT, {"name": "b", "type": "text"}]),
            "topics[0].columns[1].type is 'text', but 'text' is not a column type: 'text' is not one of",
        ),
        (topic(columns=[AT | {"comment": "c" * 256}]), "Glue accepts at most 255 characters"),
        (topic(format="orc"), "topics[0].format is 'orc', but it must be one of iceberg, parquet"),
        (topic(retention_days=0), "topics[0].retention_days is 0, but it must be between 1 and 36500"),
        (
            topic(time_column="on"),
            "topics[0].time_column is 'on', but it must name a column of type double; choose from: at",
        ),
        ({"topics": [{"topic": "t", "columns": [AT]}]}, "topics[0].time_column is None, but it must name a column"),
        (topic(format="parquet"), "it has no effect on Parquet files, which expire by their day of"),
        (
            topic(columns=[AT, PLACE]),
            "transform_arn is None, but menus has positions: it must be a function that rounds them",
        ),
        (topic(columns=[AT, PLACE]) | {"transform_arn": ROUND, "backup": "all"}, "set exact_positions too"),
        ({"transform_arn": ROUND.replace("eu-west-1", "eu-west-2")}, "it must be the ARN of a function in eu-west-1"),
        ({"exact_positions": "yes"}, "exact_positions is 'yes', but it must be true or false"),
        ({"from_start": 1}, "from_start is 1, but it must be true or false"),
        ({"buffer_seconds": 901}, "buffer_seconds is 901, but it must be between 0 and 900"),
        ({"buffer_mib": 0}, "buffer_mib is 0, but it must be between 1 and 128"),
        (
            {"topics": [TRACES], "transform_arn": ROUND, "buffer_mib": 5},
            "buffer_mib is 5, but it must be between 64 and 128, since a topic is stored as Parquet",
        ),
        ({"retry_seconds": 7201}, "retry_seconds is 7201, but it must be between 0 and 7200"),
        ({"backup": "some"}, "backup is 'some', but it must be one of failed, all"),
        ({"failed_days": 0}, "failed_days is 0"),
        ({"result_days": 0}, "result_days is 0"),
        ({"access_log_days": 0}, "access_log_days is 0"),
        ({"log_retention_days": 31}, "log_retention_days is 31, but CloudWatch Logs does not offer that retention"),
        ({"max_scan_gib": 0}, "max_scan_gib is 0, but it must be between 1 and 1048576"),
        ({"maintenance": "spark"}, "maintenance is 'spark', but it must be one of glue, athena, none"),
        (
            {"maintenance": "glue", "region": "eu-west-3"},
            "eu-west-3 has no table optimizers; choose from: athena, none",
        ),
        ({"maintenance": "none", "iceberg_snapshot_days": 5}, "it requires maintenance by Glue"),
        ({"iceberg_snapshot_days": 0}, "iceberg_snapshot_days is 0, but it must be between 1 and 36500"),
        ({"transitions": [{"days": 1, "storage_class": "STANDARD_IA"}]}, "transitions[0].days is 1"),
        ({"cluster_arn": None}, "cluster_arn is None, but it is required"),
    ],
    arguments=together(st.just({"transform_arn": ROUND}), DELIVERY, MAINTENANCE),
    changes={
        "topics[].columns": Edit(topic(columns=[AT, {"name": "why", "type": "string"}])),
        "topics[].format": Edit({"topics": [{"topic": "menus", "columns": [AT], "format": "parquet"}]}),
        "topics[].retention_days": Edit(
            after={"topics": [{"topic": "menus", "columns": [AT], "format": "parquet", "retention_days": 9}]},
            before={"topics": [{"topic": "menus", "columns": [AT], "format": "parquet"}]},
        ),
    },
    grants=grants,
)
