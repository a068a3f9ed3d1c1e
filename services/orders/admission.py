"""Whether this cell takes a new order: it must serve the order's city and zone, and must not be draining.

A client names the city and the zone that it looked up in the routing table, and the version of that table, in headers.
A client with an old table is thus refused instead of served by a cell whose restaurants and couriers are others. Only
new orders are refused: an order that the cell has accepted ends where it began.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Final

from msgspec import Meta
from starlette.requests import Request

from delivery.routing import CITY_HEADER, VERSION_HEADER, ZONE_HEADER

from .errors import ApiError
from .requests import Place, read_header

DRAIN_RETRY_SECONDS: Final = 60
"""`Retry-After` of a draining cell: clients that fetch the routing table until then know the cell that took over."""

Version = Annotated[str, Meta(pattern=r"^[0-9]{1,15}\Z")]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a client wanted to send its order."""

    city: str | None = None
    zone: str | None = None
    table_version: str | None = None
    """Version of the routing table that the client used."""


def read_destination(request: Request) -> Destination:
    """The destination in the headers; a client with one fixed cell sends none.

    Raises:
        ApiError: 422 when a header has invalid characters or is too long.
    """
    return Destination(
        city=read_header(request, CITY_HEADER, Place),
        zone=read_header(request, ZONE_HEADER, Place),
        table_version=read_header(request, VERSION_HEADER, Version),
    )


@dataclass(frozen=True, slots=True)
class Admission:
    """The place that this cell serves, and whether it takes new orders."""

    city: str
    zone: str | None = None
    """None if the cell serves all zones of its city."""
    is_draining: bool = False

    @property
    def place(self) -> str:
        """The city, with the zone if there is one."""
        return f"zone {self.zone} of {self.city}" if self.zone else self.city

    def refusal(self, destination: Destination) -> ApiError | None:
        """Why a new order with this destination is refused; None if it is not."""
        elsewhere = destination.city not in {None, self.city} or not self._serves(destination.zone)
        if elsewhere:
            wanted = destination.city or self.city
            return self._misdirected(
                f"zone {destination.zone} of {wanted}" if destination.zone else wanted, destination
            )
        if self.is_draining:
            return ApiError(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "draining",
                f"the cell of {self.place} takes no new orders, because it is being drained: "
                "fetch the routing table, and send the same request to the cell that it names",
                retry_after_seconds=DRAIN_RETRY_SECONDS,
            )
        return None

    def refusal_of_restaurant(self, zone: str | None, destination: Destination) -> ApiError | None:
        """Why an order of a restaurant in a zone is refused; None if it is not.

        The zone of the restaurant decides if it has one: a client may still have the zone of before a split.
        """
        if not self._serves(zone):
            return self._misdirected(f"zone {zone} of {self.city}", destination)
        if self.zone is not None and zone is None and destination.zone is None:
            message = f"this cell serves only {self.place}: name the zone of the order in header {ZONE_HEADER}"
            return ApiError(HTTPStatus.BAD_REQUEST, "zone_missing", message, ZONE_HEADER)
        return None

    def _serves(self, zone: str | None) -> bool:
        return self.zone is None or zone in {None, self.zone}

    def _misdirected(self, wanted: str, destination: Destination) -> ApiError:
        """421 (RFC 9110, 15.5.20): the request was sent to a server that does not answer for its target."""
        version = destination.table_version
        table = f"routing table version {version} is out of date" if version else "the routing table is out of date"
        message = f"this cell serves {self.place}, not {wanted}: {table}, fetch it again"
        return ApiError(HTTPStatus.MISDIRECTED_REQUEST, "misdirected", message)
