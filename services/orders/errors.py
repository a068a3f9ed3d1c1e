"""Errors of the API."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass
class ApiError(Exception):
    """An error response: `{"error": {"code", "message", "field"}}`."""

    status: HTTPStatus
    code: str
    """A stable word for programs."""
    message: str
    """One line for people."""
    field: str | None = None
    """JSON path of the invalid field."""
    retry_after_seconds: int | None = None
    """When the same request may succeed here."""


def not_found(what: str) -> ApiError:
    """It does not exist or does not concern the caller; the response does not distinguish the two."""
    return ApiError(HTTPStatus.NOT_FOUND, "not_found", f"there is no such {what}")


def forbidden(message: str) -> ApiError:
    """The caller's role may not do this."""
    return ApiError(HTTPStatus.FORBIDDEN, "forbidden", message)


def unavailable(message: str) -> ApiError:
    """A dependency is unavailable; the same request may be sent again."""
    return ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message, retry_after_seconds=1)
