"""AWS Lambda's Runtime API, version 2018-06-01.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from .declared import DeclaredFunction
from .invocations import PAYLOAD_BYTES, Failure, Invocation, Outcome, Success

if TYPE_CHECKING:
    from .processes import Dispatcher

_PREFIX = "/2018-06-01/runtime/"


class RuntimeApi:
    """The API of one process: one invocation at a time, within the function's time limit."""

    def __init__(self, dispatcher: "Dispatcher", function: DeclaredFunction, kill: Callable[[], None]) -> None:
        self._dispatcher = dispatcher
        self._function = function
        self._kill = kill
        self._current: Invocation | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._waiting: asyncio.Task[Invocation] | None = None
        self.completed = 0
        """The number of invocations that this process completed."""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        """Handle a request of the runtime client."""
        match request.path.removeprefix(_PREFIX).split("/"):
            case ["invocation", "next"] if request.method == "GET":
                return await self._next()
            case ["invocation", request_id, "response"]:
                return self._finish(request_id, Success(await _body(request)))
            case ["invocation", request_id, "error"]:
                return self._finish(request_id, Failure(await _body(request)))
            case ["init", "error"]:
                self._dispatcher.init_failed(Failure(await _body(request)))
                return _accepted()
            case _:
                return web.json_response({"errorType": "InvalidPath", "errorMessage": request.path}, status=404)

    async def _next(self) -> web.Response:
        """Wait for an invocation; its time limit starts when it is delivered."""
        self._waiting = asyncio.ensure_future(self._dispatcher.take())
        try:
            invocation = await self._waiting
        except asyncio.CancelledError:
            return web.Response(status=410)
        finally:
            self._waiting = None
        self._current = invocation
        limit = self._function.timeout_seconds
        self._timer = asyncio.get_running_loop().call_later(limit, self._timed_out, invocation)
        return web.Response(
            body=invocation.payload,
            content_type="application/json",
            headers={
                "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + limit) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": self._function.arn,
            },
        )

    def _finish(self, request_id: str, outcome: Outcome) -> web.Response:
        if self._current is None or self._current.request_id != request_id:
            return web.json_response({"errorType": "InvalidRequestID", "errorMessage": request_id}, status=400)
        if len(outcome.payload) > PAYLOAD_BYTES:
            message = f"Response payload size exceeded maximum allowed payload size ({PAYLOAD_BYTES} bytes)."
            outcome = Failure.of("Function.ResponseSizeTooLarge", message)
        self.completed += 1
        self._settle(outcome)
        return _accepted()

    def _timed_out(self, invocation: Invocation) -> None:
        if self._current is invocation:
            seconds = self._function.timeout_seconds
            message = f"RequestId: {invocation.request_id} Error: Task timed out after {seconds:.2f} seconds"
            self._settle(Failure.of("Sandbox.Timedout", message))
            self._kill()

    def process_ended(self, status: int) -> None:
        """Fail the current invocation, and stop waiting for the next one."""
        if self._waiting is not None:
            self._waiting.cancel()
        if self._current is not None:
            message = f"RequestId: {self._current.request_id} Error: Runtime exited with error: exit status {status}"
            self._settle(Failure.of("Runtime.ExitError", message))

    def _settle(self, outcome: Outcome) -> None:
        if self._timer is not None:
            self._timer.cancel()
        if self._current is not None:
            self._current.finish(outcome)
        self._current = None


async def _body(request: web.BaseRequest) -> bytes:
    """The body; of a body that is too large, the rest is read and dropped."""
    parts: list[bytes] = []
    size = 0
    async for part in request.content.iter_any():
        if size <= PAYLOAD_BYTES:
            parts.append(part)
        size += len(part)
    return b"".join(parts)


def _accepted() -> web.Response:
    return web.json_response({"status": "OK"}, status=202)
