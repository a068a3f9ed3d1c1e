"""Invokes functions through the control API of the function runner, as API Gateway invokes Lambda."""

import json
from dataclasses import dataclass
from typing import Any, Protocol

import aiohttp

_TIMEOUT_SECONDS = 29.0
"""API Gateway's integration timeout:
https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html."""


@dataclass(frozen=True)
class Answer:
    """The response of a function, or the reason of its failure."""

    body: Any
    """The decoded response; if `failed`, AWS's error object."""
    failed: bool


class Invoker(Protocol):
    """Invokes functions by name."""

    async def invoke(self, function: str, event: Any) -> Answer:
        """Invoke a function and wait for its answer; failures are answers too."""
        ...


class RunnerInvoker:
    """Invokes functions of a running `local.functions`."""

    def __init__(self, session: aiohttp.ClientSession, base_url: str) -> None:
        self._session = session
        self._base_url = base_url.rstrip("/")

    async def invoke(self, function: str, event: Any) -> Answer:
        """Invoke a function and wait for its answer; an unreachable runner is a failed answer."""
        url = f"{self._base_url}/2015-03-31/functions/{function}/invocations"
        try:
            async with self._session.post(
                url, data=json.dumps(event), timeout=aiohttp.ClientTimeout(total=_TIMEOUT_SECONDS)
            ) as response:
                body = await response.json(content_type=None)
                return Answer(body, failed=response.status != 200 or "X-Amz-Function-Error" in response.headers)  # noqa: PLR2004 - OK
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            return Answer({"errorType": type(error).__name__, "errorMessage": str(error)}, failed=True)
