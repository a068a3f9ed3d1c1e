"""Bearer tokens: the principal of a request and its role."""

import asyncio
import time
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any, Final

import httpx
import jwt

from .errors import ApiError, forbidden, unavailable
from .settings import TokenSettings

REFRESH_SECONDS: Final = 5.0
"""Minimum of time between fetches of the key set, which an unknown key id causes."""

MAX_CACHED_TOKENS: Final = 20_000
"""Verified tokens in the cache: a courier sends the same one every few seconds, and verification takes 0.1 ms."""


class Role(StrEnum):
    """The role of a principal."""

    CUSTOMER = "customer"
    RESTAURANT = "restaurant"
    COURIER = "courier"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Principal:
    """A verified caller; for restaurants and couriers `subject` is their id."""

    subject: str
    role: Role
    expires_at: float
    """Wall clock, seconds since the epoch."""

    def must_be(self, *roles: Role) -> None:
        """Require one of some roles.

        Raises:
            ApiError: 403 for another role.
        """
        if self.role not in roles:
            raise forbidden(f"a token of role {self.role} cannot do this; roles that can: {', '.join(roles)}")

    def must_be_itself(self, role: Role, subject: str) -> None:
        """Require a role and a subject.

        Raises:
            ApiError: 403 for another principal.
        """
        self.must_be(role)
        if self.subject != subject:
            raise forbidden(f"this token belongs to another {role}")


class TokenVerifier:
    """Verifies tokens (JWT, ES256) with the issuer's key set, which is fetched when a key id is unknown."""

    def __init__(self, settings: TokenSettings, http: httpx.AsyncClient) -> None:
        self._settings = settings
        self._http = http
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._fetching = asyncio.Lock()
        self._verified: dict[str, Principal] = {}

    async def verify(self, authorization: str | None) -> Principal:
        """The principal of a request.

        Args:
            authorization: the value of the header `Authorization`.

        Raises:
            ApiError: 401 when there is no valid token, 503 when the key set cannot be fetched.
        """
        scheme, _, token = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise _unauthorized("a bearer token is required")
        known = self._verified.get(token)
        if known is not None and known.expires_at > time.time():
            return known
        principal = _principal(await self._claims(token))
        if len(self._verified) >= MAX_CACHED_TOKENS:
            self._verified.clear()
        self._verified[token] = principal
        return principal

    async def _claims(self, token: str) -> dict[str, Any]:
        try:
            key_id = str(jwt.get_unverified_header(token).get("kid", ""))
            return jwt.decode(
                token,
                await self._key(key_id),
                algorithms=["ES256"],
                audience=self._settings.audience,
                issuer=self._settings.issuer,
                options={"require": ["sub", "iss", "aud", "exp"]},
            )
        except jwt.InvalidTokenError as error:
            raise _unauthorized(f"the token is not valid: {error}") from error

    async def _key(self, key_id: str) -> jwt.PyJWK:
        if key_id not in self._keys:
            async with self._fetching:
                if key_id not in self._keys and time.monotonic() - self._fetched_at >= REFRESH_SECONDS:
                    await self._fetch()
        if key_id not in self._keys:
            raise _unauthorized("the token's key is not in the issuer's key set")
        return self._keys[key_id]

    async def _fetch(self) -> None:
        try:
            response = await self._http.get(self._settings.jwks_url)
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json()).keys
        except (httpx.HTTPError, ValueError, AttributeError, jwt.PyJWTError) as error:  # a list has no attribute `get`
            raise unavailable("the issuer's key set cannot be fetched") from error
        self._keys = {key.key_id: key for key in keys if key.key_id is not None}
        self._fetched_at = time.monotonic()


def _principal(claims: dict[str, Any]) -> Principal:
    try:
        return Principal(str(claims["sub"]), Role(claims.get("role", "")), float(claims["exp"]))
    except ValueError:
        raise _unauthorized(f"the token's role is not one of {', '.join(Role)}") from None


def _unauthorized(message: str) -> ApiError:
    return ApiError(HTTPStatus.UNAUTHORIZED, "unauthorized", message)
