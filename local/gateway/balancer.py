"""The load balancer: forwards requests to target groups by the rules of the listener."""

import itertools
import time
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Final

import aiohttp
from aiohttp import web
from multidict import CIMultiDict

from .balancer_metrics import BalancerMetrics
from .declared import Rule

_HOP_BY_HOP: Final = frozenset(
    {
        *("connection", "keep-alive", "proxy-authenticate", "proxy-authorization"),
        *("te", "trailer", "transfer-encoding", "upgrade"),
    }
)
"""Headers that apply to one connection only (RFC 9110, section 7.6.1)."""
_NOT_FORWARDED: Final = _HOP_BY_HOP | {"content-length"}
_SMALL_BODY: Final = 64 * 1024
_ADDED_BY_CLIENT: Final = ("Accept", "Accept-Encoding", "User-Agent", "Content-Type")
TIMEOUT: Final = aiohttp.ClientTimeout(total=None, sock_connect=2.0, sock_read=60.0)
"""The default idle timeout of a load balancer is 60 s."""


class Balancer:
    """Handles requests by the listener's rules: forwards them, or returns a fixed response."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        rules: Sequence[Rule],
        targets: Mapping[str, Sequence[str]],
        metrics: BalancerMetrics,
    ) -> None:
        self._session = session
        self._metrics = metrics
        self._rules = rules
        self._targets = targets
        self._turns: dict[str, Iterator[int]] = {group: itertools.count() for group in targets}

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Handle a request by the first rule that matches."""
        rule = next((rule for rule in self._rules if _matches_rule(rule, request)), None)
        if rule is None:
            return web.Response(status=404, text="no page and no rule for this path\n")
        if rule.fixed is not None:
            status, content_type, body = rule.fixed
            return web.Response(status=status, text=body, content_type=content_type)
        return await self._forward(request, rule.target_groups)

    async def _forward(self, request: web.Request, groups: Sequence[str]) -> web.StreamResponse:
        """Forward a request to the next target that accepts a connection.

        As on AWS, the answer is 503 without targets, 502 if a target disconnects, and 504 after the timeout.
        """
        addresses = self._rotated(groups)
        body = await _body(request)
        headers = _forwarded(request)
        for address in addresses:
            began = time.perf_counter()
            try:
                async with self._session.request(
                    request.method,
                    address.rstrip("/") + request.raw_path,
                    data=body,
                    headers=headers,
                    skip_auto_headers=_ADDED_BY_CLIENT,
                    allow_redirects=False,
                    timeout=TIMEOUT,
                ) as answer:
                    self._metrics.answered(answer.status, time.perf_counter() - began)
                    return await _relay(request, answer)
            except aiohttp.ClientConnectorError:
                continue
            except TimeoutError:
                self._metrics.failed(chosen=True)
                return web.Response(status=504, text="504 Gateway Time-out\n")
            except aiohttp.ClientError:
                self._metrics.failed(chosen=True)
                return web.Response(status=502, text="502 Bad Gateway\n")
        self._metrics.failed(chosen=bool(addresses))
        return web.Response(status=502 if addresses else 503, text="no target accepts requests\n")

    def _rotated(self, groups: Sequence[str]) -> list[str]:
        """The targets of the first group that has any, rotated by one for each request."""
        for group in groups:
            addresses = self._targets.get(group, ())
            if addresses:
                first = next(self._turns[group]) % len(addresses)
                return [*addresses[first:], *addresses[:first]]
        return []


def _matches_rule(rule: Rule, request: web.Request) -> bool:
    return (
        (not rule.paths or any(fnmatchcase(request.path, pattern) for pattern in rule.paths))
        and (not rule.methods or request.method in rule.methods)
        and (not rule.hosts or any(fnmatchcase(request.host.lower(), pattern.lower()) for pattern in rule.hosts))
        and all(_has_header(request, name, patterns) for name, patterns in rule.headers)
    )


def _has_header(request: web.Request, name: str, patterns: Sequence[str]) -> bool:
    """Whether one of the header's values matches one of the patterns, in any case (HttpHeaderConditionConfig)."""
    values = [value.lower() for value in request.headers.getall(name, [])]
    return any(fnmatchcase(value, pattern.lower()) for value in values for pattern in patterns)


async def _body(request: web.Request) -> bytes | aiohttp.StreamReader | None:
    """A small body is read at once, which is cheaper; a large one is streamed."""
    if not request.body_exists:
        return None
    length = request.content_length
    if length is not None and length <= _SMALL_BODY:
        return await request.read()
    return request.content


def _forwarded(request: web.Request) -> CIMultiDict[str]:
    """The client's headers with those that a load balancer adds."""
    headers = CIMultiDict(
        (name, value) for name, value in request.headers.items() if name.lower() not in _NOT_FORWARDED
    )
    headers["X-Forwarded-For"] = ", ".join(
        filter(None, (request.headers.get("X-Forwarded-For"), request.remote or "127.0.0.1"))
    )
    headers["X-Forwarded-Proto"] = request.scheme
    headers["X-Forwarded-Port"] = request.host.rpartition(":")[2]
    return headers


async def _relay(request: web.Request, answer: aiohttp.ClientResponse) -> web.StreamResponse:
    headers = CIMultiDict((name, value) for name, value in answer.headers.items() if name.lower() not in _NOT_FORWARDED)
    length = answer.content_length
    if length is not None and length <= _SMALL_BODY:
        return web.Response(status=answer.status, body=await answer.read(), headers=headers)
    response = web.StreamResponse(status=answer.status, headers=headers)
    await response.prepare(request)
    async for part in answer.content.iter_any():
        await response.write(part)
    await response.write_eof()
    return response
