"""The WebSocket API of live tracking, and its addresses."""

import pytest

from components import TrackingApi
from tests.components.recording import Recorder, record
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
    assert recorder.outputs[recorder.registrations[0].urn] == {
        "url": f"wss://{host}/live",
        "managementEndpoint": f"https://{host}/live",
        "connectionsArn": f"{execution_arn}/live/POST/@connections/*",
        "apiId": "part-api-id",
        "executionArn": execution_arn,
    }
