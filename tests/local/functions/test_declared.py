"""Functions and mappings from a stack's state."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.errors import LocalError
from local.functions.archives import unpack
from local.functions.declared import FUNCTION, MAPPING, functions, mappings
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
        ({"filterCriteria": {"filters": [{"pattern": "{}"}]}}, "filters records"),
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
