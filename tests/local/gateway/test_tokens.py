"""Tokens of a local cell have the shape of those on AWS, and the order service reads both."""

from pathlib import Path
from typing import Any

import httpx
import jwt
import msgspec
import pytest

from local.gateway.keys import SigningKey
from local.gateway.tokens import ROLES, Tokens
from services.orders.issuers import Issuer
from services.orders.roles import Role
from services.orders.tokens import TokenVerifier

DOCUMENTED: dict[str, Any] = {
    "sub": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "device_key": "aaaa-bbbb",
    "cognito:groups": ["testgroup"],
    "iss": "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_example",
    "version": 2,
    "client_id": "xxxxxxxxxxxxexample",
    "origin_jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "event_id": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "token_use": "access",
    "scope": "openid resourceserver.1/appclient2",
    "auth_time": 1676313851,
    "exp": 1676317451,
    "iat": 1676313851,
    "jti": "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee",
    "username": "my-test-user",
}
"""The claims of an access token as the Amazon Cognito developer guide shows them
(https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html)."""

REMEMBERED_DEVICES = {"device_key"}
"""Claims of pools that remember devices, which those of `Identity` do not."""

POOLS: list[dict[str, Any]] = [
    {
        "issuer": f"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_{role}",
        "jwks_url": f"https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_{role}/.well-known/jwks.json",
        "algorithms": ["RS256"],
        "clients": [f"{role}-client"],
        "role": role,
        **({} if role == "courier" else {"scope": "citycell/orders"}),
        **({"subject_group": "restaurant:"} if role == "restaurant" else {}),
    }
    for role in ROLES
]


def claims_of(token: str) -> dict[str, Any]:
    """The claims, unverified."""
    return jwt.decode(token, options={"verify_signature": False})


@pytest.mark.parametrize("role", ROLES)
def test_local_access_tokens_have_the_documented_claims(role: str, tmp_path: Path) -> None:
    """The same names, the same types, and the same header: no claim more, no claim less."""
    token = Tokens(tmp_path, "", "", POOLS).token(role, "x1")
    claims = claims_of(token)

    assert claims.keys() == DOCUMENTED.keys() - REMEMBERED_DEVICES
    assert {name: type(value) for name, value in claims.items()} == {name: type(DOCUMENTED[name]) for name in claims}
    assert claims["token_use"] == DOCUMENTED["token_use"]
    assert jwt.get_unverified_header(token).keys() == {"alg", "kid", "typ"}
    assert jwt.get_unverified_header(token)["alg"] == "RS256"


def key_set_of(folder: Path, algorithm: str) -> httpx.AsyncClient:
    """A client that can only fetch the key set of a local cell."""
    keys = {"keys": [SigningKey(folder, algorithm).published]}
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=keys)))


@pytest.mark.parametrize("role", ROLES)
async def test_the_service_accepts_local_access_tokens(role: str, tmp_path: Path) -> None:
    """Each token gives its role and its subject, which for a restaurant is the restaurant."""
    token = Tokens(tmp_path, "", "", POOLS).token(role, "x1")
    verifier = TokenVerifier(msgspec.convert(POOLS, list[Issuer]), key_set_of(tmp_path, "RS256"))
    principal = await verifier.verify(f"Bearer {token}")

    assert (principal.role, principal.subject) == (Role(role), "x1")


async def test_the_service_accepts_the_documented_token(tmp_path: Path) -> None:
    """The service needs no claim that AWS does not document."""
    key = SigningKey(tmp_path, "RS256")
    claims = DOCUMENTED | {"exp": 4_000_000_000}
    token = jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.id})
    accepted = Issuer(
        issuer=DOCUMENTED["iss"],
        jwks_url="https://a.test/jwks.json",
        algorithms=("RS256",),
        clients=(DOCUMENTED["client_id"],),
        role=Role.CUSTOMER,
        scope="resourceserver.1/appclient2",
    )
    principal = await TokenVerifier([accepted], key_set_of(tmp_path, "RS256")).verify(f"Bearer {token}")

    assert principal.subject == DOCUMENTED["sub"]


@pytest.mark.parametrize("role", ROLES)
async def test_the_service_accepts_local_tokens_of_another_provider(role: str, tmp_path: Path) -> None:
    """A stack without user pools has one issuer, an audience, and the role in the token."""
    token = Tokens(tmp_path, "https://issuer.example", "cells").token(role, "x1")
    accepted = Issuer(issuer="https://issuer.example", jwks_url="https://issuer.example/jwks.json", audience="cells")
    principal = await TokenVerifier([accepted], key_set_of(tmp_path, "ES256")).verify(f"Bearer {token}")

    assert (principal.role, principal.subject) == (Role(role), "x1")


@pytest.mark.parametrize("issuers", [[], POOLS])
def test_tokens_stay_valid_after_a_restart(issuers: list[dict[str, Any]], tmp_path: Path) -> None:
    """The key is in a file of the stack's folder."""
    first, second = (Tokens(tmp_path, "i", "a", issuers).token("courier", "x1") for _ in range(2))

    assert jwt.get_unverified_header(first)["kid"] == jwt.get_unverified_header(second)["kid"]
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_only_roles_with_a_pool_get_tokens(tmp_path: Path) -> None:
    """A role without an app has no issuer."""
    assert Tokens(tmp_path, "", "", POOLS[:1]).roles == ("customer",)
