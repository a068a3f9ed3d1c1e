"""Signs the tokens that the issuers of a stack sign on AWS, for callers on this machine only."""

import time
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import jwt
from aiohttp import web

from .keys import SigningKey

ROLES: Final = ("customer", "restaurant", "courier", "operator")
TOKEN_SECONDS: Final = 24 * 3600
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})


class Tokens:
    """Signs tokens and publishes the keys to verify them; the private keys stay in the stack's folder.

    The tokens have the shape of those of the stack's issuers: access tokens of user pools where the stack has them,
    otherwise tokens with an audience and a role.
    """

    def __init__(self, directory: Path, issuer: str, audience: str, issuers: Sequence[Mapping[str, Any]] = ()) -> None:
        self._issuer = issuer
        self._audience = audience
        self._pools = {str(pool["role"]): pool for pool in issuers if "clients" in pool}
        self._key = SigningKey(directory, "RS256" if self._pools else "ES256")

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that tokens can have."""
        return tuple(self._pools) if self._pools else ROLES

    def token(self, role: str, subject: str) -> str:
        """A signed token that is valid for a day."""
        now = int(time.time())
        claims = _access_claims(self._pools[role], subject, now) if self._pools else self._claims(role, subject, now)
        return jwt.encode(claims, self._key.private, algorithm=self._key.algorithm, headers={"kid": self._key.id})

    def _claims(self, role: str, subject: str, now: int) -> dict[str, Any]:
        return {
            "sub": subject,
            "role": role,
            "iss": self._issuer,
            "aud": self._audience,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
        }

    async def answer_key_set(self, request: web.Request) -> web.Response:
        """`GET /_local/jwks.json`."""
        _require_loopback(request)
        return web.json_response({"keys": [self._key.published]})

    async def answer_token(self, request: web.Request) -> web.Response:
        """`GET /_local/token?role=…&sub=…`."""
        _require_loopback(request)
        role, subject = request.query.get("role", ""), request.query.get("sub", "")
        if role not in self.roles or not subject:
            choices = ", ".join(self.roles)
            raise web.HTTPBadRequest(text=f"?role=…&sub=… is required: role is one of {choices}, sub is the subject\n")
        return web.json_response({"token": self.token(role, subject), "expires_in_seconds": TOKEN_SECONDS})


def _access_claims(pool: Mapping[str, Any], subject: str, now: int) -> dict[str, Any]:
    """The claims of an access token of Amazon Cognito from managed login, with token revocation.

    Source: Amazon Cognito developer guide, "Understanding the access token". A device key is missing, because pools
    remember no devices. Groups are there only if the user has one; the identities of a local cell are test identities.
    """
    group = pool.get("subject_group")
    user = str(uuid.uuid5(uuid.NAMESPACE_URL, subject)) if group else subject
    scope = pool.get("scope")
    return {
        "sub": user,
        "cognito:groups": ["smoke-tests", *([f"{group}{subject}"] if group else [])],
        "iss": pool["issuer"],
        "version": 2,
        "client_id": pool["clients"][0],
        "origin_jti": str(uuid.uuid4()),
        "event_id": str(uuid.uuid4()),
        "token_use": "access",
        "scope": f"openid {scope}" if scope else "aws.cognito.signin.user.admin",
        "auth_time": now,
        "exp": now + TOKEN_SECONDS,
        "iat": now,
        "jti": str(uuid.uuid4()),
        "username": user,
    }


def _require_loopback(request: web.Request) -> None:
    """Reject other host names, because a foreign page could make its own name resolve to loopback."""
    if request.url.host not in _LOOPBACK:
        raise web.HTTPForbidden(text="only available on this machine\n")
