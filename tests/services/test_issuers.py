"""Tokens of several issuers: the user pools of Amazon Cognito, and issuers that name an audience."""

import json
from typing import Any

import httpx
import jwt
import msgspec
import pytest

from services.common.settings import Environment, SettingsError
from services.orders.errors import ApiError
from services.orders.issuers import Issuer, read_issuers
from services.orders.roles import Role
from services.orders.tokens import Principal, TokenVerifier

from .fakes import CLIENT, SCOPE, Pool, client_of

CUSTOMERS = Pool(Role.CUSTOMER)
COURIERS = Pool(Role.COURIER)
RESTAURANTS = Pool(Role.RESTAURANT, subject_group="restaurant:")
POOLS = (CUSTOMERS, COURIERS, RESTAURANTS)


def verifier(*pools: Pool, http: httpx.AsyncClient | None = None) -> TokenVerifier:
    """A verifier that accepts these pools."""
    return TokenVerifier([pool.accepted for pool in pools], http or client_of(*pools))


async def principal(token: str, *pools: Pool) -> Principal:
    """The principal of a token, for a verifier of all pools or of some."""
    return await verifier(*(pools or POOLS)).verify(f"Bearer {token}")


async def refusal(token: str, *pools: Pool) -> str:
    """Why a token is refused with 401."""
    with pytest.raises(ApiError) as raised:
        await principal(token, *pools)
    assert raised.value.status == 401
    return raised.value.message


@pytest.mark.parametrize("pool", [CUSTOMERS, COURIERS])
async def test_the_pool_decides_the_role(pool: Pool) -> None:
    """A token of a pool has the role of the pool, whatever role it claims."""
    found = await principal(pool.token("u1", role="operator"))

    assert (pool.accepted.role, "u1") == (found.role, found.subject)


@pytest.mark.parametrize("groups", [["restaurant:r1"], ["smoke-tests", "restaurant:r1"]])
async def test_the_staff_of_a_restaurant_act_for_it(groups: list[str]) -> None:
    """The restaurant of a person is the group that an administrator put them into."""
    found = await principal(RESTAURANTS.token("u1", **{"cognito:groups": groups}))

    assert (found.role, found.subject) == (Role.RESTAURANT, "r1")


@pytest.mark.parametrize(
    "groups", [None, [], ["restaurant:"], ["smoke-tests"], ["restaurant:r1", "restaurant:r2"], "restaurant:r1", [7]]
)
async def test_staff_without_exactly_one_restaurant_are_refused(groups: Any) -> None:
    """No one acts for a restaurant that the token does not name alone."""
    assert "exactly one group restaurant:<id>" in await refusal(RESTAURANTS.token("r1", **{"cognito:groups": groups}))


@pytest.mark.parametrize(
    ("claims", "reason"),
    [
        ({"token_use": "id"}, "not an access token"),
        ({"token_use": None}, 'missing the "token_use" claim'),
        ({"client_id": "another"}, "its client is not accepted"),
        ({"client_id": None}, 'missing the "client_id" claim'),
        ({"client_id": None, "aud": CLIENT}, 'missing the "client_id" claim'),
        ({"username": None}, 'missing the "username" claim'),
        ({"scope": "openid aws.cognito.signin.user.admin"}, f"no scope {SCOPE}"),
        ({"scope": f"{SCOPE}.read"}, f"no scope {SCOPE}"),
        ({"scope": None}, f"no scope {SCOPE}"),
        ({"exp": 1}, "expired"),
        ({"exp": None}, 'missing the "exp" claim'),
        ({"sub": None}, 'missing the "sub" claim'),
        ({"iss": "https://cognito.test/operator"}, "its issuer is not accepted"),
        ({"iss": None}, "its issuer is not accepted"),
    ],
)
async def test_an_access_token_with_invalid_claims_is_refused(claims: dict[str, Any], reason: str) -> None:
    """The signature alone is not enough: a pool signs tokens for other clients and purposes with the same keys."""
    assert reason in await refusal(CUSTOMERS.token("u1", **claims))


async def test_a_pool_cannot_sign_for_another() -> None:
    """Only the keys of the issuer that a token names verify it."""
    forged = CUSTOMERS.token("u1", iss=COURIERS.accepted.issuer)

    assert "Signature verification failed" in await refusal(forged)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
async def test_the_header_of_a_token_does_not_choose_the_algorithm(algorithm: str) -> None:
    """Algorithms are those of the issuer's settings."""
    claims = jwt.decode(CUSTOMERS.token("u1"), options={"verify_signature": False})
    key: Any = None if algorithm == "none" else "a secret that is long enough for the library"
    forged = jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "pool-key"})

    assert "alg value is not allowed" in await refusal(forged)


async def test_another_algorithm_of_the_same_key_is_refused() -> None:
    """An issuer that signs with RS256 has no tokens of RS512."""
    token = CUSTOMERS.token("u1")
    only = msgspec.structs.replace(CUSTOMERS.accepted, algorithms=("RS512",))

    with pytest.raises(ApiError, match="alg value is not allowed"):
        await TokenVerifier([only], client_of(CUSTOMERS)).verify(f"Bearer {token}")


async def test_one_pool_that_is_away_does_not_stop_the_others() -> None:
    """Each issuer has its own keys: customers still place orders while the key set of couriers cannot be fetched."""
    away = httpx.MockTransport(
        lambda request: (
            httpx.Response(200, json=CUSTOMERS.key_set) if "customer" in str(request.url) else httpx.Response(503)
        )
    )
    found = verifier(*POOLS, http=httpx.AsyncClient(transport=away))

    with pytest.raises(ApiError) as raised:
        await found.verify(f"Bearer {COURIERS.token('u1')}")
    assert raised.value.status == 503
    assert (await found.verify(f"Bearer {CUSTOMERS.token('u1')}")).subject == "u1"


ONE = {"issuer": "https://a.test", "jwks_url": "https://a.test/jwks.json", "clients": ["c"], "role": "customer"}
GENERIC = {"TOKEN_ISSUER": "https://i.test", "TOKEN_AUDIENCE": "cells", "TOKEN_JWKS_URL": "https://i.test/jwks.json"}


def test_one_issuer_with_an_audience() -> None:
    """Three variables describe an issuer that puts the role into its tokens."""
    found = read_issuers(Environment(GENERIC))

    expected = Issuer(issuer="https://i.test", jwks_url="https://i.test/jwks.json", audience="cells")
    assert (expected,) == found
    assert found[0].algorithms == ("ES256",)
    assert read_issuers(Environment(GENERIC | {"TOKEN_ALGORITHM": "RS256"}))[0].algorithms == ("RS256",)


def test_a_list_of_issuers_takes_the_place_of_one() -> None:
    """The list has everything; the other variables are not read."""
    second = {"issuer": "https://b.test", "jwks_url": "https://b.test/jwks.json", "audience": "cells"}
    found = read_issuers(Environment({"TOKEN_ISSUERS": json.dumps([ONE, second])}))

    assert [(issuer.role, issuer.is_cognito) for issuer in found] == [(Role.CUSTOMER, True), (None, False)]


@pytest.mark.parametrize(
    ("listed", "reason"),
    [
        ("{", "TOKEN_ISSUERS is invalid"),
        ("[]", "it must have 1 to 20 issuers"),
        (json.dumps([ONE] * 2), "each issuer may appear once"),
        (json.dumps([ONE | {"algorithms": ["HS256"]}]), "the algorithms of https://a.test must be among RS256"),
        (json.dumps([ONE | {"algorithms": []}]), "the algorithms of https://a.test must be among"),
        (json.dumps([ONE | {"clients": []}]), "https://a.test needs an audience, or clients and a role"),
        (json.dumps([{**ONE, "role": None}]), "https://a.test needs an audience, or clients and a role"),
        (json.dumps([ONE | {"role": "admin"}]), "Invalid enum value 'admin'"),
        (json.dumps([ONE | {"client": "c"}]), "unknown field `client`"),
    ],
)
def test_an_invalid_list_of_issuers_is_one_line(listed: str, reason: str) -> None:
    """The service does not start with settings that would accept or refuse the wrong tokens."""
    with pytest.raises(SettingsError) as raised:
        read_issuers(Environment({"TOKEN_ISSUERS": listed}))

    assert reason in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("missing", GENERIC)
def test_a_missing_variable_is_named(missing: str) -> None:
    """Without a list, all three variables are required."""
    with pytest.raises(SettingsError, match=missing):
        read_issuers(Environment({name: value for name, value in GENERIC.items() if name != missing}))
