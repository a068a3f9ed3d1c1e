"""Functions and mappings from a stack's state."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.errors import LocalError
from local.functions.archives import unpack
from local.functions.declared import CLOUD_CONTROL, FUNCTION, MAPPING, MAPPING_TYPE, functions, mappings
from local.state import Resource, StackState

ARN = "arn:aws:lambda:eu-south-2:123456789012:function:demo-track-couriers"
SOURCE: dict[str, Any] = {
    "functionName": ARN,
    "topics": ["courier-locations"],
    "eventSourceArn": "arn:aws:kafka:eu-south-2:123456789012:cluster/demo/abc",
    "amazonManagedKafkaEventSourceConfig": {"consumerGroupId": "demo-track-couriers"},
    "batchSize": 500,
    "startingPosition": "TRIM_HORIZON",
    "functionResponseTypes": ["ReportBatchItemFailures"],
    "bisectBatchOnFunctionError": True,
    "maximumRetryAttempts": 5,
    "maximumRecordAgeInSeconds": 3600,
    "destinationConfig": {"onFailure": {"destinationArn": "kafka://failed-records"}},
    "enabled": True,
}


def state_of(kind: str, outputs: dict[str, Any]) -> StackState:
    """A state with one resource."""
    resource = Resource(f"urn:pulumi:demo::citycell::{kind}::it", kind, "it", "id-1", "", {}, outputs)
    return StackState("demo", (resource,))


def test_a_function_is_read_as_declared() -> None:
    """Name, handler, limits and environment are the stack's."""
    outputs = {
        "name": "demo-track-couriers",
        "arn": ARN,
        "handler": "lambdas.track_couriers.handler.handle",
        "runtime": "python3.13",
        "timeout": 30,
        "memorySize": 1024,
        "environment": {"variables": {"CITY": "lisbon"}},
        "code": {"path": "functions.zip"},
    }
    (found,) = functions(state_of(FUNCTION, outputs))
    assert (found.name, found.region, found.timeout_seconds) == ("demo-track-couriers", "eu-south-2", 30.0)
    assert (found.environment, found.memory_mib) == ({"CITY": "lisbon"}, 1024)


def test_a_mapping_is_read_as_declared() -> None:
    """Group, limits, split, partial answers and destination are the stack's."""
    (found,) = mappings(state_of(MAPPING, SOURCE))
    assert (found.function, found.topic, found.group) == (
        "demo-track-couriers",
        "courier-locations",
        "demo-track-couriers",
    )
    assert (found.batch_size, found.from_beginning, found.bisect, found.partial_responses) == (500, True, True, True)
    assert (found.retries, found.max_age_seconds, found.failure_topic) == (5, 3600, "failed-records")


@pytest.mark.parametrize(
    ("changes", "retries"),
    [
        ({"maximumRetryAttempts": None}, 10),
        ({"maximumRetryAttempts": -1}, 10),
        ({"maximumRetryAttempts": -1, "destinationConfig": None}, -1),
        ({"maximumRetryAttempts": 0}, 0),
    ],
)
def test_endless_retries_end_at_ten_when_there_is_a_destination(changes: dict[str, Any], retries: int) -> None:
    """AWS documents this limit."""
    (found,) = mappings(state_of(MAPPING, SOURCE | changes))
    assert found.retries == retries


def test_a_disabled_mapping_does_not_run() -> None:
    """It is not started."""
    assert mappings(state_of(MAPPING, SOURCE | {"enabled": False})) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"topics": ["a", "b"]}, "has 2 topics"),
        ({"filterCriteria": {"filters": [{"pattern": "{"}]}}, "a filter pattern is not JSON"),
        ({"destinationConfig": {"onFailure": {"destinationArn": "arn:aws:s3:::bucket"}}}, "kafka://"),
        ({"destinationConfig": {"onFailure": {"destinationArn": "kafka://courier-locations"}}}, "is its source topic"),
    ],
)
def test_unsupported_features_are_rejected_by_name(changes: dict[str, Any], message: str) -> None:
    """No unsupported feature is ignored silently."""
    with pytest.raises(LocalError, match=message):
        mappings(state_of(MAPPING, SOURCE | changes))


def test_an_archive_is_unpacked_once_for_each_content(tmp_path: Path) -> None:
    """The folder is named by the content, so a new archive never meets an old folder."""
    archive = tmp_path / "functions.zip"
    folders: list[Path] = []
    for content in ("one", "one", "two"):
        with zipfile.ZipFile(archive, "w") as bundle:
            bundle.writestr(zipfile.ZipInfo("lambdas/module.py"), content)
        folders.append(unpack("f", {"path": str(archive)}, tmp_path / "archives"))
        assert (folders[-1] / "lambdas" / "module.py").read_text() == content
    assert (folders[0] == folders[1], folders[0] == folders[2]) == (True, False)


@pytest.mark.parametrize(
    ("code", "message"), [({}, "not a zip file or a folder"), ({"path": "/nowhere.zip"}, "deploy the stack")]
)
def test_missing_code_is_an_error(tmp_path: Path, code: dict[str, Any], message: str) -> None:
    """The error names the function and what to do."""
    with pytest.raises(LocalError, match=f"function f: .*{message}"):
        unpack("f", code, tmp_path)


DESIRED: dict[str, Any] = {
    "FunctionName": ARN,
    "Topics": ["courier-locations"],
    "EventSourceArn": SOURCE["eventSourceArn"],
    "AmazonManagedKafkaEventSourceConfig": {"ConsumerGroupId": "demo-track-couriers"},
    "BatchSize": 500,
    "MaximumBatchingWindowInSeconds": 0,
    "StartingPosition": "TRIM_HORIZON",
    "FunctionResponseTypes": ["ReportBatchItemFailures"],
    "BisectBatchOnFunctionError": True,
    "MaximumRetryAttempts": 5,
    "MaximumRecordAgeInSeconds": 3600,
    "DestinationConfig": {"OnFailure": {"Destination": "kafka://failed-records"}},
}


def through_cloud_control(**changes: Any) -> StackState:
    """A state with a mapping of the Cloud Control API; a change to None removes a property."""
    state = {key: value for key, value in (DESIRED | changes).items() if value is not None}
    return state_of(CLOUD_CONTROL, {"typeName": MAPPING_TYPE, "desiredState": json.dumps(state)})


def test_a_mapping_of_the_cloud_control_api_is_the_same_mapping() -> None:
    """Both forms give the same mapping, except that only Cloud Control sends a window of 0."""
    (own,) = mappings(state_of(MAPPING, SOURCE | {"maximumBatchingWindowInSeconds": 7}))
    (through,) = mappings(through_cloud_control(MaximumBatchingWindowInSeconds=7))
    assert own == through
    assert mappings(through_cloud_control(Enabled=False)) == []
    assert mappings(state_of(CLOUD_CONTROL, {"typeName": "AWS::SQS::Queue", "desiredState": "{}"})) == []


@pytest.mark.parametrize(
    ("state", "seconds"),
    [
        (state_of(MAPPING, SOURCE), 0.5),
        (state_of(MAPPING, SOURCE | {"maximumBatchingWindowInSeconds": 0}), 0.5),
        (state_of(MAPPING, SOURCE | {"maximumBatchingWindowInSeconds": 2}), 2.0),
        (through_cloud_control(MaximumBatchingWindowInSeconds=None), 0.5),
        (through_cloud_control(), 0.0),
    ],
)
def test_the_window_is_the_one_that_aws_has(state: StackState, seconds: float) -> None:
    """Without a window AWS waits 500 ms, and the provider's own class never sends 0."""
    (found,) = mappings(state)
    assert found.window_seconds == seconds


def test_values_that_a_mapping_does_not_have_are_the_defaults_of_aws() -> None:
    """100 records, from the end, unlimited age, and the 10 retries of a failure destination."""
    absent = dict.fromkeys(("BatchSize", "StartingPosition", "MaximumRetryAttempts", "MaximumRecordAgeInSeconds"), None)
    (found,) = mappings(through_cloud_control(**absent))
    assert (found.batch_size, found.from_beginning, found.retries, found.max_age_seconds) == (100, False, 10, -1)


def test_a_mapping_of_an_alias_is_one_of_its_function() -> None:
    """The function's name is before the alias, which failure records keep."""
    (plain,) = mappings(state_of(MAPPING, SOURCE))
    (found,) = mappings(state_of(MAPPING, SOURCE | {"functionName": f"{ARN}:live"}))
    assert (found.function, found.qualifier) == ("demo-track-couriers", "live")
    assert (plain.function, plain.qualifier) == ("demo-track-couriers", "$LATEST")


def test_filters_are_read_as_patterns() -> None:
    """From both kinds of a mapping."""
    pattern = {"value": {"status": ["placed"]}}
    filters = {"filterCriteria": {"filters": [{"pattern": json.dumps(pattern)}]}}
    (found,) = mappings(state_of(MAPPING, SOURCE | filters))
    desired = {"FilterCriteria": {"Filters": [{"Pattern": json.dumps(pattern)}]}}
    (through,) = mappings(through_cloud_control(**desired))
    assert list(found.filters) == list(through.filters) == [pattern]


@pytest.mark.parametrize("timestamp", [1_793_491_200, "2026-11-01T00:00:00+00:00"])
def test_a_starting_time_is_read(timestamp: Any) -> None:
    """A number in a desired state, a text in the provider's class; other positions ignore it."""
    change = {"startingPosition": "AT_TIMESTAMP", "startingPositionTimestamp": timestamp}
    (found,) = mappings(state_of(MAPPING, SOURCE | change))
    (latest,) = mappings(state_of(MAPPING, SOURCE | change | {"startingPosition": "LATEST"}))
    assert (found.start_at, found.from_beginning, latest.start_at) == (1_793_491_200.0, False, None)
