"""The control API: AWS Lambda's `Invoke`, and the runner's health.

https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
"""

import asyncio
from collections.abc import Mapping, Sequence

from aiohttp import web

from ..lambda_names import LATEST, function_name, qualifier
from .event_source import EventSource
from .function import Function
from .invocations import PAYLOAD_BYTES, Failure

_VERSION = "X-Amz-Executed-Version"


class Control:
    """Serves the control API."""

    def __init__(self, functions: Mapping[str, Function], sources: Sequence[EventSource]) -> None:
        self._functions = functions
        self._sources = sources
        self._asynchronous: set[asyncio.Task[object]] = set()

    def application(self) -> web.Application:
        """The routes."""
        application = web.Application(client_max_size=2 * PAYLOAD_BYTES)
        application.router.add_post("/2015-03-31/functions/{name}/invocations", self.invoke)
        application.router.add_get("/health", self.health)
        return application

    async def invoke(self, request: web.Request) -> web.Response:
        """Run a function by its name or ARN; `X-Amz-Invocation-Type` is `RequestResponse` (default) or `Event`."""
        identifier = request.match_info["name"]
        name, asked = function_name(identifier), request.query.get("Qualifier") or qualifier(identifier)
        function = self._functions.get(name)
        if function is None:
            return web.json_response(
                {"Type": "User", "Message": f"Function not found: {name}"},
                status=404,
                headers={"X-Amzn-ErrorType": "ResourceNotFoundException"},
            )
        version = {_VERSION: LATEST if asked == LATEST else function.declared.version}
        payload = await request.read() or b"{}"
        if request.headers.get("X-Amz-Invocation-Type") == "Event":
            task: asyncio.Task[object] = asyncio.create_task(function.invoke(payload))
            self._asynchronous.add(task)
            task.add_done_callback(self._asynchronous.discard)
            return web.Response(status=202, headers=version)
        outcome = await function.invoke(payload)
        error = {"X-Amz-Function-Error": "Unhandled"} if isinstance(outcome, Failure) else {}
        return web.Response(body=outcome.payload, content_type="application/json", headers=version | error)

    async def health(self, _request: web.Request) -> web.Response:
        """Idle processes by function, and lag by mapping."""
        functions = {
            name: {"processes": function.size, "idle": function.idle} for name, function in self._functions.items()
        }
        return web.json_response({"functions": functions, "mappings": [source.health() for source in self._sources]})
