"""The public keys of an issuer, from its key set (JWKS)."""

import asyncio
import time
from typing import Final

import httpx
import jwt

from .errors import unauthorized, unavailable

REFRESH_SECONDS: Final = 5.0
"""Minimum of time between fetches of a key set, which an unknown key id causes."""


class KeySet:
    """The keys of one issuer. They are fetched when a key id is unknown, so that a new key needs no restart."""

    def __init__(self, url: str, http: httpx.AsyncClient) -> None:
        self._url = url
        self._http = http
        self._keys: dict[str, jwt.PyJWK] = {}
        self._fetched_at = float("-inf")
        self._fetching = asyncio.Lock()

    async def key(self, key_id: str) -> jwt.PyJWK:
        """The key of an id.

        Raises:
            ApiError: 401 when the issuer has no such key, 503 when the key set cannot be fetched.
        """
        if key_id not in self._keys:
            async with self._fetching:
                if key_id not in self._keys and time.monotonic() - self._fetched_at >= REFRESH_SECONDS:
                    await self._fetch()
        if key_id not in self._keys:
            raise unauthorized("the token's key is not in the issuer's key set")
        return self._keys[key_id]

    async def _fetch(self) -> None:
        try:
            response = await self._http.get(self._url)
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json()).keys
        except (httpx.HTTPError, ValueError, AttributeError, jwt.PyJWTError) as error:  # a list has no attribute `get`
            raise unavailable("the issuer's key set cannot be fetched") from error
        self._keys = {key.key_id: key for key in keys if key.key_id is not None}
        self._fetched_at = time.monotonic()
