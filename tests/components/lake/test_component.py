"""The lake delivers each topic to its table, deletes expired rows, and grants access only by its policies."""

import json
from typing import Any

import pulumi
import pytest

from components import Lake, cell_topics
from components.plan.lake_schema import COLUMNS
from tests.components.recording import ACCOUNT, Recorder, record
from tests.components.samples import SAMPLES
from tests.components.samples.lake import CLUSTER, MENUS, ROUND, TRACES

STREAM = "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
TABLE = "aws:glue/catalogTable:CatalogTable"
SCHEDULE = "aws:scheduler/schedule:Schedule"
OPTIMIZER = "aws:glue/catalogTableOptimizer:CatalogTableOptimizer"
CELL: dict[str, Any] = {"topics": cell_topics(), "transform_arn": ROUND}
GLUE = f"arn:aws:glue:eu-west-1:{ACCOUNT}"
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"


def built(**change: Any) -> Recorder:
    """A lake on mocks."""
    return record(lambda: lake(**change))


def lake(**change: Any) -> Lake:
    """A lake."""
    return Lake("part", SAMPLES[Lake].args(change))  # pyright: ignore[reportArgumentType] - the tests' dict


def statements(text: str) -> dict[str, dict[str, Any]]:
    """The statements of a policy document by their Sid."""
    found = json.loads(text)["Statement"]
    assert len({item["Sid"] for item in found}) == len(found)
    return {item["Sid"]: item for item in found}


def granted(recorder: Recorder, role: str) -> dict[str, dict[str, Any]]:
    """The statements of a topic's role, or of one of the lake's own."""
    name = f"part-{role}-policy" if role in {"optimizer", "upkeep"} else f"part-policy-{role}"
    return statements(recorder.one("aws:iam/rolePolicy:RolePolicy", name).inputs["policy"])


def resources(statement: dict[str, Any]) -> list[str]:
    """The resources of a statement, ends of bucket ARNs only."""
    listed = statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]]
    return [resource.rsplit("-bucket", 1)[-1] for resource in listed]


def handed_out(document: str, *arguments: str, **change: Any) -> dict[str, dict[str, Any]]:
    """The statements of a document that a lake hands out."""
    found: list[str] = []

    def build() -> pulumi.Output[Any]:
        return getattr(lake(**change), document)(*arguments).apply(found.append)

    record(build)
    (text,) = found
    return statements(text)


def test_each_topic_has_its_stream_role_and_table() -> None:
    """A record that one table cannot accept delays no other topic."""
    recorder = built(**CELL)
    topics = sorted(topic.value for topic in COLUMNS)
    streams = sorted(recorder.of_type(STREAM), key=lambda item: item.name)
    assert [f"lisbon-lake-{topic}" for topic in topics] == [item.inputs["name"] for item in streams]
    assert {topic.replace("-", "_") for topic in topics} == {item.inputs["name"] for item in recorder.of_type(TABLE)}
    sources = [item.inputs["mskSourceConfiguration"] for item in streams]
    assert topics == [source["topicName"] for source in sources]
    assert len({source["authenticationConfiguration"]["roleArn"] for source in sources}) == len(topics)


def test_firehose_reads_privately_from_the_first_record_and_is_not_encrypted_itself() -> None:
    """AWS rejects server-side encryption of a stream whose source is a topic."""
    stream = built().one(STREAM).inputs
    source = stream["mskSourceConfiguration"]
    assert (source["mskClusterArn"], source["authenticationConfiguration"]["connectivity"]) == (CLUSTER, "PRIVATE")
    assert source["readFromTimestamp"] == "1970-01-01T00:00:00Z"
    assert "serverSideEncryption" not in stream
    assert "readFromTimestamp" not in built(from_start=False).one(STREAM).inputs["mskSourceConfiguration"]


def test_an_iceberg_table_is_append_only_and_failures_have_a_prefix() -> None:
    """Rows are events with versions; failed records go to their own prefix with the lake's key."""
    settings = built(buffer_seconds=60, buffer_mib=5, retry_seconds=10).one(STREAM).inputs["icebergConfiguration"]
    assert (settings["appendOnly"], settings["s3BackupMode"]) == (True, "FailedDataOnly")
    assert (settings["bufferingInterval"], settings["bufferingSize"], settings["retryDuration"]) == (60, 5, 10)
    assert settings["catalogArn"] == f"{GLUE}:catalog"
    assert settings["destinationTableConfigurations"] == [
        {"databaseName": "lisbon_lake", "tableName": "menus", "s3ErrorOutputPrefix": "failed/menus/"}
    ]
    assert settings["s3Configuration"]["kmsKeyArn"] == KEY
    assert "processingConfiguration" not in settings


def test_parquet_is_converted_by_the_tables_columns_and_laid_out_by_day() -> None:
    """Firehose writes to the prefix that the table reads."""
    recorder = built(topics=[TRACES], transform_arn=ROUND)
    settings = recorder.one(STREAM).inputs["extendedS3Configuration"]
    assert settings["prefix"] == "topics/traces/day=!{timestamp:yyyy-MM-dd}/"
    assert "!{firehose:error-output-type}" in settings["errorOutputPrefix"]
    schema = settings["dataFormatConversionConfiguration"]["schemaConfiguration"]
    assert (schema["databaseName"], schema["tableName"], schema["versionId"]) == ("lisbon_lake", "traces", "LATEST")
    table = recorder.one(TABLE).inputs
    assert table["parameters"]["storage.location.template"].endswith("-eu-west-1/topics/traces/day=${day}")
    assert table["parameters"]["projection.day.range"] == "NOW-31DAYS,NOW"
    assert table["storageDescriptor"]["columns"] == TRACES["columns"]


def test_every_record_is_transformed_by_the_function() -> None:
    """And the role may invoke that function and no other."""
    recorder = built(topics=[TRACES], transform_arn=ROUND)
    (processor,) = recorder.one(STREAM).inputs["extendedS3Configuration"]["processingConfiguration"]["processors"]
    assert processor["parameters"] == [{"parameterName": "LambdaArn", "parameterValue": ROUND}]
    assert granted(recorder, "traces")["Transform"]["Resource"] == [ROUND, f"{ROUND}:$LATEST"]
    assert "Transform" not in granted(built(), "menus")


def test_a_role_reads_its_topic_and_writes_its_table() -> None:
    """Neither another topic nor another table, prefix or log."""
    role = granted(built(**CELL), "order-events")
    arn = "arn:aws:kafka:eu-west-1:123456789012"
    assert role["Deliver"]["Resource"] == f"{arn}:topic/lisbon-stream/11-22/order-events"
    assert role["ConnectToDeliver"]["Resource"] == CLUSTER
    assert role["DeliveryGroups"]["Resource"] == f"{arn}:group/lisbon-stream/11-22/*"
    assert role["Table"]["Resource"] == [
        f"{GLUE}:catalog",
        f"{GLUE}:database/lisbon_lake",
        f"{GLUE}:table/lisbon_lake/order_events",
    ]
    assert resources(role["Write"]) == ["/topics/order_events/*", "/failed/order_events/*", "/raw/order_events/*"]
    assert role["Key"]["Condition"] == {"StringEquals": {"kms:ViaService": "s3.eu-west-1.amazonaws.com"}}
    assert role["WriteLog"]["Action"] == ["logs:PutLogEvents"]


def test_only_iceberg_lets_firehose_change_tables_and_delete_files() -> None:
    """A Parquet table is read for its columns, and its files are only added."""
    recorder = built(**CELL)
    assert "glue:UpdateTable" in granted(recorder, "order-events")["Table"]["Action"]
    assert "glue:UpdateTable" not in granted(recorder, "courier-locations")["Table"]["Action"]
    assert "s3:DeleteObject" in granted(recorder, "order-events")["Write"]["Action"]
    assert "s3:DeleteObject" not in granted(recorder, "courier-locations")["Write"]["Action"]


def test_firehose_assumes_a_role_for_this_account_only() -> None:
    """The external id is the account for which it acts."""
    trust = json.loads(built().one("aws:iam/role:Role", "part-role-menus").inputs["assumeRolePolicy"])["Statement"][0]
    assert trust["Principal"] == {"Service": "firehose.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"sts:ExternalId": ACCOUNT}}


def test_an_iceberg_table_identifies_columns_by_their_position() -> None:
    """A column that is added at the end changes no existing id, also within positions."""
    place = {"name": "place", "type": "struct<lat:double,lon:double>"}
    columns = [*MENUS["columns"], place]

    def fields(columns: list[dict[str, str]]) -> list[dict[str, Any]]:
        recorder = built(topics=[MENUS | {"columns": columns}], exact_positions=True)
        iceberg = recorder.one(TABLE).inputs["openTableFormatInput"]["icebergInput"]
        assert (iceberg["metadataOperation"], iceberg["version"]) == ("CREATE", "2")
        assert iceberg["icebergTableInput"]["location"].endswith("-eu-west-1/topics/menus")
        return iceberg["icebergTableInput"]["schema"]["fields"]

    before, after = fields(columns), fields([*columns, {"name": "why", "type": "string", "comment": "as they say"}])
    assert before == after[:2]
    assert [(field["id"], field["name"]) for field in after] == [(1, "at"), (2, "place"), (3, "why")]
    assert [field["id"] for field in json.loads(after[1]["type"])["fields"]] == [1200, 1201]
    assert (json.loads(after[2]["type"]), after[2]["doc"]) == ("string", "as they say")


def test_rows_of_iceberg_tables_are_deleted_by_a_query_every_night() -> None:
    """Older than the topic's last day, by the seconds in its time column; in a workgroup that may read all of it."""
    recorder = built(topics=[MENUS | {"retention_days": 7}])
    schedule = recorder.one(SCHEDULE, "expire-menus").inputs
    request = json.loads(schedule["target"]["input"])
    assert schedule["target"]["arn"] == "arn:aws:scheduler:::aws-sdk:athena:startQueryExecution"
    assert request["QueryString"] == (
        'DELETE FROM "lisbon_lake"."menus" WHERE "at" < to_unixtime(current_timestamp) - 604800'
    )
    assert request["WorkGroup"] == "lisbon-lake-upkeep"
    upkeep = recorder.one("aws:athena/workgroup:Workgroup", "upkeep").inputs["configuration"]
    assert "bytesScannedCutoffPerQuery" not in upkeep
    role = granted(recorder, "upkeep")
    assert role["Query"]["Action"] == ["athena:StartQueryExecution"]
    assert role["Query"]["Resource"] == f"arn:aws:athena:eu-west-1:{ACCOUNT}:workgroup/lisbon-lake-upkeep"
    assert "s3:DeleteObject" in role["Files"]["Action"]


def test_days_of_parquet_expire_by_the_lifecycle_of_the_bucket() -> None:
    """Where couriers went is gone after 30 days, records as they came after 14; Iceberg's files are its table's."""
    recorder = built(**CELL)
    rules = recorder.one(
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", "part-data-lifecycle"
    ).inputs["rules"]
    expiring = {rule["filter"]["prefix"]: rule["expiration"]["days"] for rule in rules if "days" in rule["expiration"]}
    assert expiring == {
        "failed/": 14,
        "raw/": 14,
        "topics/courier_locations/": 30,
        "topics/tracking_updates/": 30,
    }
    assert {item.name for item in recorder.of_type(SCHEDULE)} == {
        "part-expire-order-events",
        "part-expire-courier-events",
        "part-expire-assignment-proposals",
    }


@pytest.mark.parametrize(
    ("columns", "days"),
    [
        (MENUS["columns"], 730),
        ([*MENUS["columns"], {"name": "place", "type": "struct<lat:double,lon:double>"}], 30),
    ],
)
def test_rows_with_positions_stay_a_month_by_default(columns: Any, days: int) -> None:
    """They show where people were; others stay two years."""
    recorder = built(topics=[MENUS | {"columns": columns}], exact_positions=True)
    query = json.loads(recorder.one(SCHEDULE, "expire-menus").inputs["target"]["input"])["QueryString"]
    assert query.endswith(f"- {days * 86_400}")


def test_glue_optimizes_iceberg_tables() -> None:
    """Each table has three optimizers, which remove deleted rows and old snapshots; Parquet has none."""
    recorder = built(**CELL, iceberg_snapshot_days=2)
    kinds = sorted((item.inputs["tableName"], item.inputs["type"]) for item in recorder.of_type(OPTIMIZER))
    tables = ("assignment_proposals", "courier_events", "order_events")
    assert kinds == [(table, kind) for table in tables for kind in ("compaction", "orphan_file_deletion", "retention")]
    retention = recorder.one(OPTIMIZER, "retention-order-events").inputs["configuration"]["retentionConfiguration"]
    assert retention["icebergConfiguration"] == {
        "cleanExpiredFiles": True,
        "numberOfSnapshotsToRetain": 1,
        "snapshotRetentionPeriodInDays": 2,
    }
    role = granted(recorder, "optimizer")
    assert resources(role["Files"]) == [f"/topics/{table}/*" for table in ("order_events", "courier_events", tables[0])]


@pytest.mark.parametrize(
    ("change", "kinds"),
    [
        ({"maintenance": "athena"}, ["expire", "optimize", "vacuum"]),
        ({"region": "eu-west-3"}, ["expire", "optimize", "vacuum"]),
        ({"maintenance": "none"}, ["expire"]),
    ],
)
def test_without_optimizers_queries_maintain_the_tables(change: dict[str, Any], kinds: list[str]) -> None:
    """In regions without optimizers, or on request; rows expire in every case."""
    recorder = built(**change)
    assert recorder.of_type(OPTIMIZER) == []
    schedules = sorted(recorder.of_type(SCHEDULE), key=lambda item: item.name)
    assert [f"part-{kind}-menus" for kind in kinds] == [item.name for item in schedules]
    hours = [int(item.inputs["scheduleExpression"].split()[1]) for item in schedules]
    assert hours == sorted(set(hours))


def test_a_lake_of_parquet_alone_runs_nothing() -> None:
    """Neither schedules nor optimizers nor a workgroup for them."""
    recorder = built(topics=[TRACES], transform_arn=ROUND)
    assert recorder.of_type(SCHEDULE) + recorder.of_type(OPTIMIZER) == []
    assert len(recorder.of_type("aws:athena/workgroup:Workgroup")) == 1


def test_the_workgroups_settings_override_the_clients() -> None:
    """Results with the lake's key in a bucket of this account, a limit for each query, metrics on."""
    workgroup = built(max_scan_gib=3).one("aws:athena/workgroup:Workgroup", "part-workgroup").inputs
    configuration = workgroup["configuration"]
    results = configuration["resultConfiguration"]
    assert (workgroup["name"], configuration["bytesScannedCutoffPerQuery"]) == ("lisbon-lake", 3 * 2**30)
    assert configuration["enforceWorkgroupConfiguration"]
    assert configuration["publishCloudwatchMetricsEnabled"]
    assert configuration["engineVersion"] == {"selectedEngineVersion": "Athena engine version 3"}
    assert results["encryptionConfiguration"] == {"encryptionOption": "SSE_KMS", "kmsKeyArn": KEY}
    assert results["expectedBucketOwner"] == ACCOUNT
    assert results["outputLocation"] == f"s3://lisbon-lake-results-{ACCOUNT}-eu-west-1/results/workgroup/"


def test_two_buckets_are_logged_in_a_third() -> None:
    """The third accepts logs of exactly these two, and is not logged itself, which would never end."""
    recorder = built()
    logged = recorder.of_type("aws:s3/bucketLogging:BucketLogging")
    assert {item.inputs["targetBucket"] for item in logged} == {f"lisbon-lake-logs-{ACCOUNT}-eu-west-1"}
    assert {item.inputs["bucket"] for item in logged} == {
        f"lisbon-lake-{ACCOUNT}-eu-west-1",
        f"lisbon-lake-results-{ACCOUNT}-eu-west-1",
    }
    policy = recorder.one("aws:s3/bucketPolicy:BucketPolicy", "part-logs-policy").inputs["policy"]
    writers = [item for sid, item in statements(policy).items() if "Writer" in sid]
    sources = sorted(item["Condition"]["ArnLike"]["aws:SourceArn"] for item in writers)
    assert sources == sorted([f"arn:aws:s3:::{item.inputs['bucket']}"] for item in logged)


@pytest.mark.parametrize(("change", "days"), [({}, 90), ({"log_retention_days": 30}, 30)])
def test_the_delivery_logs_for_its_retention(change: dict[str, Any], days: int) -> None:
    """The log group keeps events for 90 days by default."""
    assert built(**change).one("aws:cloudwatch/logGroup:LogGroup").inputs["retentionInDays"] == days


def test_original_records_are_kept_on_request() -> None:
    """Beside the table, in both forms, for as long as failed records."""
    both = built(topics=[MENUS, TRACES], exact_positions=True, backup="all")
    assert both.one(STREAM, "stream-menus").inputs["icebergConfiguration"]["s3BackupMode"] == "AllData"
    parquet = both.one(STREAM, "stream-traces").inputs["extendedS3Configuration"]
    assert (parquet["s3BackupMode"], parquet["s3BackupConfiguration"]["prefix"]) == ("Enabled", "raw/traces/")


def test_a_reader_sees_tables_and_nothing_that_failed() -> None:
    """Through the workgroup of people, whose results it may write; no prefix of failed or raw records."""
    found = handed_out("reader_policy", topics=[MENUS, TRACES], exact_positions=True)
    assert resources(found["Files"]) == ["/topics/menus/*", "/topics/traces/*"]
    assert found["Files"]["Action"] == ["s3:GetObject"]
    assert found["Query"]["Resource"] == f"arn:aws:athena:eu-west-1:{ACCOUNT}:workgroup/lisbon-lake"
    assert found["ListTables"]["Condition"] == {
        "StringLike": {"s3:prefix": ["topics/menus/*", "topics/traces/*", "topics/menus", "topics/traces"]}
    }
    assert not {action for item in found.values() for action in item["Action"] if action.startswith("glue:Update")}


def test_a_reader_of_one_topic_sees_that_topic() -> None:
    """Its table and its prefix, no neighbour's."""
    found = handed_out("prefix_reader_policy", "menus", topics=[MENUS, TRACES], exact_positions=True)
    assert resources(found["Files"]) == ["/topics/menus/*"]
    assert found["Tables"]["Resource"][2:] == [f"{GLUE}:table/lisbon_lake/menus"]


def test_a_writer_of_one_topic_writes_that_topic() -> None:
    """Its files and its table; it queries nothing."""
    found = handed_out("writer_policy", "menus", topics=[MENUS, TRACES], exact_positions=True)
    assert resources(found["Files"]) == ["/topics/menus/*"]
    assert "s3:PutObject" in found["Files"]["Action"]
    assert "glue:UpdateTable" in found["Tables"]["Action"]
    assert not {action for item in found.values() for action in item["Action"] if action.startswith("athena:")}


def test_a_policy_of_an_unknown_topic_is_an_error() -> None:
    """A topic that is not in the lake has no table."""
    with pytest.raises(pulumi.RunError, match="topic is 'orders', but the lake has no such topic; choose from: menus"):
        record(lambda: lake().prefix_reader_policy("orders"))


def test_delivery_starts_after_the_topic_exists() -> None:
    """The topic's name may be an output of the topic."""
    recorder = built(topics=[MENUS | {"created_topic": pulumi.Output.from_input("menus")}])
    assert recorder.one(STREAM).inputs["mskSourceConfiguration"]["topicName"] == "menus"


def test_an_update_leaves_the_metadata_of_iceberg_tables_alone() -> None:
    """Each commit moves it; the program sets none of it, and only Iceberg tables ignore it."""
    tables = built(**CELL).of_type(TABLE)
    moved = {"parameters", "partitionKeys", "storageDescriptor"}
    iceberg = [item for item in tables if "openTableFormatInput" in item.inputs]
    assert iceberg
    for item in tables:
        assert set(item.ignores) == (moved if item in iceberg else set())
        assert item not in iceberg or not moved & item.inputs.keys()
