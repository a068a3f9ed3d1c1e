"""The interface of the payment provider, and its HTTP client.

The platform has tokens instead of card data. Every operation has an idempotency key, so that a retry after a lost
response has no second effect.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

import httpx
import msgspec

from ..common.failed_records import UNREADABLE


class PaymentUnavailableError(Exception):
    """The provider did not respond, or the response is invalid; retry with the same key."""


class PaymentDeclinedError(Exception):
    """The provider declined the payment."""


@dataclass(frozen=True, slots=True)
class Charge:
    """The payment of an order."""

    order_id: str
    amount_cents: int
    currency: str
    token: str

    def __repr__(self) -> str:
        """Without the token, which must not be logged."""
        return f"Charge({self.order_id}, {self.amount_cents} {self.currency} cents)"


class Payments(Protocol):
    """A payment provider. Each call returns the provider's operation id.

    Raises:
        PaymentDeclinedError: the provider declined.
        PaymentUnavailableError: the outcome is unknown; retry with the same key.
    """

    async def authorise(self, charge: Charge, idempotency_key: str) -> str:
        """Reserve the amount."""
        ...

    async def capture(self, charge: Charge, idempotency_key: str) -> str:
        """Capture the reserved amount."""
        ...

    async def void(self, charge: Charge, idempotency_key: str) -> str:
        """Release the reserved amount."""
        ...


class _Answer(msgspec.Struct):
    operation_id: str
    status: str


class HttpPayments:
    """The provider at `PAYMENTS_URL`: `POST /authorisations`, `/captures`, `/voids` with header `Idempotency-Key`."""

    def __init__(self, base_url: str, http: httpx.AsyncClient) -> None:
        self._base_url = base_url.rstrip("/")
        self._http = http

    async def authorise(self, charge: Charge, idempotency_key: str) -> str:
        """Reserve the amount."""
        return await self._operate("authorisations", charge, idempotency_key)

    async def capture(self, charge: Charge, idempotency_key: str) -> str:
        """Capture the reserved amount."""
        return await self._operate("captures", charge, idempotency_key)

    async def void(self, charge: Charge, idempotency_key: str) -> str:
        """Release the reserved amount."""
        return await self._operate("voids", charge, idempotency_key)

    async def _operate(self, kind: str, charge: Charge, idempotency_key: str) -> str:
        body = {
            "order_id": charge.order_id,
            "amount_cents": charge.amount_cents,
            "currency": charge.currency,
            "token": charge.token,
        }
        try:
            response = await self._http.post(
                f"{self._base_url}/{kind}", json=body, headers={"Idempotency-Key": idempotency_key}
            )
        except httpx.HTTPError as error:
            raise PaymentUnavailableError(f"{kind}: {type(error).__name__}") from error
        if response.status_code == HTTPStatus.PAYMENT_REQUIRED:
            raise PaymentDeclinedError(f"{kind}: declined")
        if not response.is_success:
            raise PaymentUnavailableError(f"{kind}: the provider responded with {response.status_code}")
        try:
            return msgspec.json.decode(response.content, type=_Answer).operation_id
        except UNREADABLE as error:
            raise PaymentUnavailableError(f"{kind}: {error}") from error
