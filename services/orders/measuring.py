"""The metrics of order placement, from which the objectives of a cell are computed.

| metric | unit | meaning |
|---|---|---|
| `OrdersPlaced` | Count | orders accepted; a repeated request is not counted again |
| `OrdersRefused` | Count | requests refused for a reason of the client, or because the cell is being drained |
| `OrdersFailed` | Count | requests that failed for our reasons |
| `PlacementLatency` | Milliseconds | response time of each placed or failed request |
"""

import time
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..common.metrics import Metrics
from .errors import ApiError

Handler = Callable[[Request], Awaitable[Response]]

PLACED: Final = "OrdersPlaced"
REFUSED: Final = "OrdersRefused"
FAILED: Final = "OrdersFailed"
LATENCY: Final = "PlacementLatency"
COUNTED: Final = (PLACED, REFUSED, FAILED)

INTENDED: Final = frozenset({"draining"})
"""Codes of 503 responses that are intended: the cell works, and refuses new orders because its operators said so."""


def measured(routes: Iterable[Route], metrics: Metrics) -> list[Route]:
    """The routes of the API, with the placement of orders measured."""
    return [_measured(route, metrics) if _places_orders(route) else route for route in routes]


def _places_orders(route: Route) -> bool:
    return route.path == "/orders" and "POST" in (route.methods or ())


def _measured(route: Route, metrics: Metrics) -> Route:
    handler: Handler = route.endpoint

    async def place(request: Request) -> Response:
        began = time.perf_counter()
        try:
            response = await handler(request)
        except Exception as error:
            _record(metrics, _name_of(error), began)
            raise
        if response.status_code == HTTPStatus.CREATED:
            _record(metrics, PLACED, began)
        return response

    return Route(route.path, place, methods=["POST"], name=route.name)


def _record(metrics: Metrics, name: str, began: float) -> None:
    metrics.count(name)
    if name != REFUSED:
        metrics.time(LATENCY, (time.perf_counter() - began) * 1000.0)


def _name_of(error: Exception) -> str:
    """The metric that counts an error, by the status that the API returns for it (`api.ERROR_ANSWERS`)."""
    match error:
        case ApiError():
            refused = error.status < HTTPStatus.INTERNAL_SERVER_ERROR or error.code in INTENDED
            return REFUSED if refused else FAILED
        case HTTPException():
            return REFUSED if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else FAILED
        case _:
            return FAILED
