"""Bearer tokens: the principal of a request and its role."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import httpx
import jwt

from .errors import forbidden, unauthorized
from .issuers import Issuer
from .key_sets import KeySet
from .roles import Role

MAX_CACHED_TOKENS: Final = 20_000
"""Verified tokens in the cache: a courier sends the same one every few seconds, and verification takes 0.1 ms."""

_REQUIRED: Final = ("sub", "iss", "exp")
_COGNITO_CLAIMS: Final = ("client_id", "token_use", "username")
"""Claims of a person's access token (Amazon Cognito developer guide, "Understanding the access token"). The token of a
client that signs in by itself (client credentials) has no `username`: it stands for no person."""


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
    """Verifies tokens (JWT) with the key set of the issuer that they name, which must be one of the accepted."""

    def __init__(self, issuers: Iterable[Issuer], http: httpx.AsyncClient) -> None:
        self._issuers = {issuer.issuer: (issuer, KeySet(issuer.jwks_url, http)) for issuer in issuers}
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
            raise unauthorized("a bearer token is required")
        known = self._verified.get(token)
        if known is not None and known.expires_at > time.time():
            return known
        principal = await self._principal(token)
        if len(self._verified) >= MAX_CACHED_TOKENS:
            self._verified.clear()
        self._verified[token] = principal
        return principal

    async def _principal(self, token: str) -> Principal:
        try:
            header = jwt.get_unverified_header(token)
            # Only the choice among the accepted issuers trusts this claim. Verification compares it again.
            named = str(jwt.decode(token, options={"verify_signature": False}).get("iss", ""))
            if named not in self._issuers:
                raise unauthorized("the token is not valid: its issuer is not accepted")
            issuer, keys = self._issuers[named]
            claims = _claims(token, await keys.key(str(header.get("kid", ""))), issuer)
        except jwt.InvalidTokenError as error:
            raise unauthorized(f"the token is not valid: {error}") from error
        return Principal(_subject(claims, issuer), _role(claims, issuer), float(claims["exp"]))


def _claims(token: str, key: jwt.PyJWK, issuer: Issuer) -> dict[str, Any]:
    """The claims of a token, verified with everything that the issuer's tokens must have.

    Raises:
        jwt.InvalidTokenError: the token is not valid.
        ApiError: 401 when it is an access token of another client, or none.
    """
    required = [*_REQUIRED, *(_COGNITO_CLAIMS if issuer.is_cognito else ("aud",))]
    claims = jwt.decode(
        token,
        key,
        algorithms=issuer.algorithms,
        audience=issuer.audience,
        issuer=issuer.issuer,
        options={"require": required, "verify_aud": not issuer.is_cognito},
    )
    if issuer.is_cognito and claims["token_use"] != "access":  # noqa: S105 - the kind of a token
        raise unauthorized("the token is not valid: it is not an access token")
    if issuer.is_cognito and claims["client_id"] not in issuer.clients:
        raise unauthorized("the token is not valid: its client is not accepted")
    if issuer.scope is not None and issuer.scope not in str(claims.get("scope", "")).split():
        raise unauthorized(f"the token is not valid: it has no scope {issuer.scope}")
    return claims


def _role(claims: Mapping[str, Any], issuer: Issuer) -> Role:
    if issuer.role is not None:
        return issuer.role
    try:
        return Role(claims.get("role", ""))
    except ValueError:
        raise unauthorized(f"the token's role is not one of {', '.join(Role)}") from None


def _subject(claims: Mapping[str, Any], issuer: Issuer) -> str:
    """The claim `sub`, or what follows in the only group with the issuer's beginning."""
    prefix = issuer.subject_group
    if prefix is None:
        return str(claims["sub"])
    listed: object = claims.get("cognito:groups")
    groups = cast("list[object]", listed) if isinstance(listed, list) else []
    subjects = [group.removeprefix(prefix) for group in groups if isinstance(group, str) and group.startswith(prefix)]
    if len(subjects) != 1 or not subjects[0]:
        raise unauthorized(f"the token must have exactly one group {prefix}<id>; it has {len(subjects)}")
    return subjects[0]
