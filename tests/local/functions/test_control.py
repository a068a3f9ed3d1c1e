"""The control API: functions by name, ARN, version and alias."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from local.functions.control import Control
from local.functions.declared import DeclaredFunction
from local.functions.function import Function
from local.functions.invocations import Outcome, Success
from local.lambda_names import function_name, qualifier

Client = TestClient[web.Request, web.Application]
ARN = "arn:aws:lambda:eu-south-2:123456789012:function:demo-connect"


class Answering(Function):
    """A function that answers without a process."""

    async def invoke(self, payload: bytes) -> Outcome:
        """Answer."""
        del payload
        return Success(b"1")


@pytest.fixture(name="client")
async def api(tmp_path: Path) -> AsyncGenerator[Client]:
    """A client of the API with one function, whose newest version is 7."""
    declared = DeclaredFunction("demo-connect", ARN, "h.h", "python3.13", {}, {}, 3.0, 128, "7")
    function = Answering(declared, tmp_path, {}, tmp_path / "log", processes=1)
    async with TestClient(TestServer(Control({"demo-connect": function}, []).application())) as client:
        yield client


@pytest.mark.parametrize(
    ("identifier", "version"),
    [
        ("demo-connect", "$LATEST"),
        ("demo-connect:live", "7"),
        (ARN, "$LATEST"),
        (f"{ARN}:live", "7"),
        (f"{ARN}:$LATEST", "$LATEST"),
        ("demo-connect?Qualifier=live", "7"),
    ],
)
async def test_an_alias_runs_the_newest_version(client: Client, identifier: str, version: str) -> None:
    """A local cell has no older one; the answer says which version ran."""
    path, _, query = identifier.partition("?")
    answer = await client.post(f"/2015-03-31/functions/{path}/invocations", params=query or None)
    assert (answer.status, answer.headers["X-Amz-Executed-Version"]) == (200, version)


async def test_an_unknown_function_is_not_found(client: Client) -> None:
    """As AWS answers."""
    answer = await client.post("/2015-03-31/functions/other:live/invocations")
    assert answer.status == 404


@pytest.mark.parametrize(
    ("identifier", "parts"),
    [
        ("f", ("f", "$LATEST")),
        ("f:live", ("f", "live")),
        ("123456789012:function:f", ("f", "$LATEST")),
        ("123456789012:function:f:3", ("f", "3")),
        ("arn:aws:lambda:eu-west-1:123456789012:function:f", ("f", "$LATEST")),
        ("arn:aws:lambda:eu-west-1:123456789012:function:f:live", ("f", "live")),
        ("my-function:live", ("my-function", "live")),
    ],
)
def test_every_form_of_a_name_is_read(identifier: str, parts: tuple[str, str]) -> None:
    """Those of AWS's page."""
    assert (function_name(identifier), qualifier(identifier)) == parts
