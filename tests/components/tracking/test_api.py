"""The WebSocket API of live tracking, and its addresses."""

import re
from typing import Any

import pytest

from components import TrackingApi
from tests.components.recording import CELL_ARGS, Recorder, record
from tests.components.samples.tracking_api import SAMPLE

API = "aws:apigatewayv2/api:Api"


@pytest.fixture(name="recorder")
def made() -> Recorder:
    """The API on mocks."""
    return record(lambda: TrackingApi("part", SAMPLE.args()))  # pyright: ignore[reportArgumentType] - the tests' dict


def test_it_is_one_websocket_api_that_routes_by_action(recorder: Recorder) -> None:
    """The key of a route is the message's `action`."""
    assert [item.type for item in recorder.registrations[1:]] == [API]
    inputs = recorder.one(API).inputs
    assert (inputs["name"], inputs["protocolType"]) == ("lisbon-tracking", "WEBSOCKET")
    assert inputs["routeSelectionExpression"] == "$request.body.action"


def test_outputs_are_the_addresses_of_its_one_stage(recorder: Recorder) -> None:
    """Pages connect to the `wss` address, functions post to the `https` one."""
    host = "abc.execute-api.mock-1.amazonaws.com"
    execution_arn = "arn:aws:execute-api:mock-1:123456789012:abc"
    outputs = recorder.outputs[recorder.registrations[0].urn]
    assert re.fullmatch("[0-9a-f]{64}", outputs["definition"])
    assert outputs == {
        "definition": outputs["definition"],
        "url": f"wss://{host}/live",
        "managementEndpoint": f"https://{host}/live",
        "connectionsArn": f"{execution_arn}/live/POST/@connections/*",
        "apiId": "part-api-id",
        "executionArn": execution_arn,
    }


def definition(**change: str) -> str:
    """The digest of an API whose inputs a transform changes."""
    args: Any = CELL_ARGS
    found: list[str] = []

    def build() -> None:
        api = TrackingApi("part", args, transforms={"api": lambda props, opts: (props | change, opts)})
        api.definition.apply(found.append)

    record(build)
    return found[0]


@pytest.mark.parametrize("key", ["name", "route_selection_expression", "protocol_type", "description"])
def test_any_changed_setting_changes_the_definition(key: str) -> None:
    """So `Tracking` deploys it."""
    assert definition() == definition()
    assert definition() != definition(**{key: "other"})


def test_a_custom_domain_is_the_only_address() -> None:
    """Also for functions: with the default endpoint off API Gateway refuses their posts there."""
    recorder = record(lambda: TrackingApi("part", {**CELL_ARGS, "domain_name": "live.lisbon.example.com"}))  # pyright: ignore[reportArgumentType]
    assert recorder.one(API).inputs["disableExecuteApiEndpoint"] is True
    outputs = recorder.outputs[recorder.registrations[0].urn]
    assert outputs["url"] == "wss://live.lisbon.example.com"
    assert outputs["managementEndpoint"] == "https://live.lisbon.example.com"
    assert outputs["connectionsArn"].endswith(":abc/live/POST/@connections/*")


def test_without_a_domain_the_default_endpoint_stays(recorder: Recorder) -> None:
    """The input is left out, as before."""
    assert "disableExecuteApiEndpoint" not in recorder.one(API).inputs
