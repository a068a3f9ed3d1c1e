"""Request bodies, decoded strictly: the error of a malformed field has its path."""

import re
from http import HTTPStatus
from typing import Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta
from starlette.requests import Request

from delivery.events import GeoPoint

from ..common.failed_records import UNREADABLE
from .errors import ApiError

MAX_BODY_BYTES: Final = 64 * 1024
MAX_TOTAL_CENTS: Final = 10_000_000
"""An order of more than 100,000.00 is a mistake."""

WITHOUT_NUL: Final = r"^[^\x00]*\Z"
"""PostgreSQL cannot store NUL. Patterns end with `\\Z`, because `$` accepts a final newline."""

MAX_SEQUENCE: Final = 2**53 - 1
"""Pages read numbers as doubles, which cannot distinguish all larger integers."""

Identifier = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}\Z")]
Text = Annotated[str, Meta(min_length=1, max_length=500, pattern=WITHOUT_NUL)]
IdempotencyKey = Annotated[str, Meta(pattern=r"^[\x21-\x7e]{1,200}\Z")]
Place = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")]
"""A city or a zone in the routing table."""
Speed = Annotated[float, Meta(ge=0, le=100)]
Heading = Annotated[float, Meta(ge=0, le=360)]


class RestaurantBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`PUT /restaurants/{id}`."""

    name: Text
    position: GeoPoint
    zone: Place | None = None
    """The zone of the city, if it has several."""


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of an order."""

    sku: Annotated[str, Meta(min_length=1, max_length=100, pattern=WITHOUT_NUL)]
    quantity: Annotated[int, Meta(ge=1, le=1000)]
    unit_price_cents: Annotated[int, Meta(ge=0, le=MAX_TOTAL_CENTS)]


class PlaceBody(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`POST /orders`."""

    restaurant_id: Identifier
    dropoff: GeoPoint
    address: Text
    contact: Annotated[str, Meta(min_length=1, max_length=200, pattern=WITHOUT_NUL)]
    items: Annotated[list[Item], Meta(min_length=1, max_length=200)]
    currency: Annotated[str, Meta(pattern=r"^[A-Z]{3}\Z")]
    payment_token: Text

    def __post_init__(self) -> None:
        """Reject implausible totals.

        Raises:
            ValueError: the items cost nothing, or more than `MAX_TOTAL_CENTS`.
        """
        if not 0 < self.total_cents <= MAX_TOTAL_CENTS:
            raise ValueError(f"the items cost {self.total_cents} cents, outside 1..{MAX_TOTAL_CENTS}")

    @property
    def total_cents(self) -> int:
        """The total price of all items."""
        return sum(item.quantity * item.unit_price_cents for item in self.items)


class AcceptBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /orders/{id}/accept`; platform time."""

    ready_at: Annotated[float, Meta(ge=0)]


class CancelBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /orders/{id}/cancel`; the reason is a word for programs, because it is part of events."""

    reason: Annotated[str, Meta(pattern=r"^[a-z0-9_]{1,64}\Z")]


class ShiftOn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="status", tag="on"):
    """`POST /couriers/{id}/shift` at the begin of a shift; platform time."""

    position: GeoPoint
    ends_at: Annotated[float, Meta(ge=0)]


class ShiftOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="status", tag="off"):
    """`POST /couriers/{id}/shift` at the end of a shift."""


class PingBody(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """`POST /couriers/{id}/positions`: a `CourierPing` without its courier; it may have unknown fields, as events."""

    sequence: Annotated[int, Meta(ge=0, le=MAX_SEQUENCE)]
    position: GeoPoint
    speed_mps: Speed
    heading_degrees: Heading
    recorded_at: float
    sent_at_ms: float
    schema: Literal[1] = 1


class TicketBody(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`POST /tickets`."""

    feed: Annotated[str, Meta(pattern=r"^(city|(order|courier):[A-Za-z0-9][A-Za-z0-9._:-]{0,127})\Z")]


T = TypeVar("T")
_AT_PATH: Final = re.compile(r"^(?P<message>.*?)(?: - at `(?P<path>[^`]*)`)?$", re.DOTALL)
_INSIDE: Final = re.compile(r"^Object (?:missing required|contains unknown) field `(?P<name>.*)`\Z", re.DOTALL)


async def read_body(request: Request, decoder: msgspec.json.Decoder[T]) -> T:
    """Decode the body.

    Raises:
        ApiError: 413 when it is too long, 400 when it is not JSON, 422 with the field's path when it is invalid.
    """
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            limit = f"a body may have at most {MAX_BODY_BYTES} bytes"
            raise ApiError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_long", limit)
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        raise malformed(error) from error
    except UNREADABLE as error:
        raise ApiError(HTTPStatus.BAD_REQUEST, "malformed_json", f"the body is not JSON: {error}", "$") from error


def read_identifier(name: str, text: str) -> str:
    """An identifier from the path.

    Raises:
        ApiError: 422 when it has invalid characters or is too long.
    """
    return _convert(text, Identifier, name)


def read_idempotency_key(request: Request) -> str:
    """The key of the header `Idempotency-Key`.

    Raises:
        ApiError: 400 when it is missing, 422 when it is too long or not printable.
    """
    key = request.headers.get("idempotency-key")
    if not key:
        raise ApiError(
            HTTPStatus.BAD_REQUEST, "idempotency_key_missing", "header Idempotency-Key is required", "Idempotency-Key"
        )
    return _convert(key, IdempotencyKey, "Idempotency-Key")


def read_header(request: Request, name: str, kind: object) -> str | None:
    """The value of an optional header; None if it is missing or empty.

    Raises:
        ApiError: 422 when it has invalid characters or is too long.
    """
    text = request.headers.get(name)
    return _convert(text, kind, name) if text else None


def _convert(text: str, kind: object, name: str) -> str:
    try:
        return msgspec.convert(text, type=kind)  # pyright: ignore[reportCallIssue, reportArgumentType] - an annotated type
    except msgspec.ValidationError as error:
        raise malformed(error, name) from error


def malformed(error: msgspec.ValidationError, name: str | None = None) -> ApiError:
    """The error for an invalid value.

    msgspec's message ends with the path; for a missing or unknown field it is the path of the containing object.
    """
    found = _AT_PATH.match(str(error))
    assert found is not None
    inside = _INSIDE.match(found["message"])
    path = (found["path"] or "$") + (f".{inside['name']}" if inside else "")
    return ApiError(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed_field", found["message"], name or path)
