"""What the API answers when it cannot do what was asked."""

from dataclasses import dataclass
from http import HTTPStatus


@dataclass
class ApiError(Exception):
    """An answer with an error: `{"error": {"code", "message", "field"}}`."""

    status: HTTPStatus
    code: str
    """For programs: stable words."""
    message: str
    """For people: one line."""
    field: str | None = None
    """JSON path of the field that is at fault."""


def not_found(what: str) -> ApiError:
    """There is none, or it is not the caller's: the answer does not tell which."""
    return ApiError(HTTPStatus.NOT_FOUND, "not_found", f"there is no such {what}")


def forbidden(message: str) -> ApiError:
    """The caller's role may not do this."""
    return ApiError(HTTPStatus.FORBIDDEN, "forbidden", message)


def unavailable(message: str) -> ApiError:
    """Something that the answer needs is away; the same request may be sent again."""
    return ApiError(HTTPStatus.SERVICE_UNAVAILABLE, "unavailable", message)
