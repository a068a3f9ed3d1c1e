"""Authorization of calls, and validation of tokens."""

import time
from http import HTTPStatus
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from services.orders import key_sets
from services.orders.errors import ApiError
from services.orders.roles import Role
from services.orders.tokens import TokenVerifier

from .driver import ORDER, PLACE, Service
from .fakes import AUDIENCE, ISSUER, Issuer, until

SHIFT: dict[str, Any] = {"status": "on", "position": PLACE, "ends_at": 20_000}


@pytest.mark.city
@pytest.mark.parametrize(
    ("call", "who", "body", "status"),
    [
        ("GET /orders/{order}", "customer:c1", None, 200),
        ("GET /orders/{order}", "restaurant:r1", None, 200),
        ("GET /orders/{order}", "courier:k1", None, 200),
        ("GET /orders/{order}", "operator:o", None, 200),
        ("GET /orders/{order}", "customer:c2", None, 404),
        ("GET /orders/{order}", "customer:k1", None, 404),
        ("GET /orders/{order}", "restaurant:r2", None, 404),
        ("GET /orders/{order}", "courier:k2", None, 404),
        ("POST /orders", "operator:o", ORDER, 403),
        ("POST /orders", "courier:c1", ORDER, 403),
        ("PUT /restaurants/r2", "restaurant:r2", {"name": "n", "position": PLACE}, 403),
        ("PUT /restaurants/r2", "operator:o", {"name": "n", "position": PLACE}, 200),
        ("POST /orders/{order}/accept", "restaurant:r2", {"ready_at": 1}, 404),
        ("POST /orders/{order}/accept", "customer:c1", {"ready_at": 1}, 403),
        ("POST /orders/{order}/accept", "restaurant:r1", {"ready_at": 1}, 409),
        ("POST /orders/{order}/pickup", "courier:k2", None, 404),
        ("POST /orders/{order}/pickup", "customer:c1", None, 403),
        ("POST /orders/{order}/pickup", "courier:k1", None, 200),
        ("POST /orders/{order}/deliver", "courier:k2", None, 404),
        ("POST /orders/{order}/deliver", "courier:k1", None, 409),
        ("POST /orders/{order}/cancel", "customer:c2", {"reason": "late"}, 404),
        ("POST /orders/{order}/cancel", "courier:k1", {"reason": "late"}, 403),
        ("POST /orders/{order}/cancel", "operator:o", {"reason": "late"}, 200),
        ("GET /couriers/k1", "courier:k1", None, 200),
        ("GET /couriers/k1", "operator:o", None, 200),
        ("GET /couriers/k1", "courier:k2", None, 403),
        ("GET /couriers/k1", "customer:k1", None, 403),
        ("GET /couriers/k9", "operator:o", None, 404),
        ("GET /readyz", "operator:o", None, 200),
        ("GET /readyz", "customer:c1", None, 403),
        ("POST /couriers/k1/shift", "courier:k2", SHIFT, 403),
        ("POST /couriers/k1/shift", "operator:o", SHIFT, 403),
        ("POST /couriers/k1/positions", "courier:k2", {}, 403),
        ("POST /tickets", "customer:c2", {"feed": "order:{order}"}, 404),
        ("POST /tickets", "customer:c1", {"feed": "order:none"}, 404),
        ("POST /tickets", "customer:k1", {"feed": "courier:k1"}, 403),
        ("POST /tickets", "customer:c1", {"feed": "city"}, 403),
        ("POST /tickets", "courier:k2", {"feed": "courier:k1"}, 403),
        ("POST /tickets", "courier:k1", {"feed": "order:{order}"}, 403),
        ("POST /tickets", "restaurant:r1", {"feed": "order:{order}"}, 403),
    ],
)
async def test_each_caller_reaches_only_their_own_resources(
    service: Service, call: str, who: str, body: Any, status: int
) -> None:
    """An order assigned to `k1` is visible to its customer, restaurant, courier and operators only."""
    order_id = await service.assigned()
    method, path = call.format(order=order_id).split()
    if isinstance(body, dict) and "feed" in body:
        body = {"feed": str(body["feed"]).format(order=order_id)}

    answer = await service.call(method, path, who, body)

    assert status == answer.status_code, answer.text


@pytest.mark.city
@pytest.mark.parametrize(
    "authorization", [None, "", "Basic abc", "Bearer", "Bearer ", "Bearer a.b.c", "Bearer \xe9.\xe9.\xe9"]
)
async def test_a_call_without_a_token_is_401(service: Service, authorization: str | None) -> None:
    """The response says that a bearer token is required."""
    headers = {} if authorization is None else {b"Authorization": authorization.encode("latin-1")}
    answer = await service.client.get("/orders/o1", headers=headers)

    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


@pytest.mark.city
async def test_health_needs_no_token_no_kafka_and_no_database(service: Service) -> None:
    """A task that answers is healthy: ECS would replace all tasks while the database fails over."""
    service.pings.rejected.add("*")
    await service.pool.close()

    assert (await service.client.get("/healthz")).status_code == 200
    assert (await service.call("GET", "/readyz", "operator:o")).status_code == 503


def verifier_of(issuer: Issuer) -> TokenVerifier:
    """A verifier with an empty cache."""
    return TokenVerifier(issuer.settings, issuer.client())


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": -1},
        {"exp": None},
        {"aud": "another"},
        {"aud": None},
        {"iss": "https://elsewhere.test"},
        {"iss": None},
        {"sub": None},
        {"role": "admin"},
        {"role": None},
        {"nbf": 60},
        {"key_id": "unknown"},
    ],
)
async def test_a_token_with_invalid_claims_is_rejected(claims: dict[str, Any]) -> None:
    """An expired, foreign or incomplete token is 401, although its signature is valid.

    Times are seconds from now, and now is when the token is signed: collection may lie minutes back.
    """
    issuer = Issuer()
    now = int(time.time())
    claims = {claim: now + value if isinstance(value, int) else value for claim, value in claims.items()}
    with pytest.raises(ApiError) as raised:
        await verifier_of(issuer).verify(f"Bearer {issuer.token('customer', 'c1', **claims)}")

    assert raised.value.status == 401


@pytest.mark.parametrize("algorithm", ["none", "HS256", "ES256"])
async def test_a_token_that_the_issuer_did_not_sign_is_rejected(algorithm: str) -> None:
    """Valid claims without a signature, or signed with a shared secret or another key, are rejected."""
    issuer = Issuer()
    claims = {"sub": "c1", "role": "operator", "iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 60}
    keys: dict[str, Any] = {
        "none": None,
        "HS256": "a secret that is long enough for the library",
        "ES256": ec.generate_private_key(ec.SECP256R1()),
    }
    forged = jwt.encode(claims, keys[algorithm], algorithm=algorithm, headers={"kid": issuer.key_id})

    with pytest.raises(ApiError) as raised:
        await verifier_of(issuer).verify(f"Bearer {forged}")

    assert raised.value.status == 401


async def test_a_cached_token_still_expires() -> None:
    """A token that was verified before is rejected once it has expired."""
    issuer = Issuer()
    verifier = verifier_of(issuer)
    now = time.time()
    bearer = f"Bearer {issuer.token('courier', 'k1', exp=int(now) + 2)}"
    principal = await verifier.verify(bearer)
    assert (Role.COURIER, "k1", int(now) + 2) == (principal.role, principal.subject, principal.expires_at)
    assert await verifier.verify(bearer) is principal

    async def rejected() -> bool:
        try:
            await verifier.verify(bearer)
        except ApiError as error:
            return error.status == HTTPStatus.UNAUTHORIZED
        return False

    await until(rejected)
    assert time.time() >= principal.expires_at


async def test_a_new_key_is_found_without_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unknown key id causes a fetch of the key set, but not more often than the limit."""
    issuer = Issuer()
    verifier = verifier_of(issuer)
    await verifier.verify(f"Bearer {issuer.token('customer', 'c1')}")
    issuer.key_id = "key-2"
    with pytest.raises(ApiError):
        await verifier.verify(f"Bearer {issuer.token('customer', 'c2')}")
    assert issuer.fetches == 1

    monkeypatch.setattr(key_sets, "REFRESH_SECONDS", 0.0)
    assert (await verifier.verify(f"Bearer {issuer.token('customer', 'c2')}")).subject == "c2"
    assert issuer.fetches == 2


async def test_an_unavailable_key_set_is_503() -> None:
    """While the issuer is unavailable no token can be verified; the same token is valid afterwards."""
    issuer = Issuer()
    verifier = verifier_of(issuer)
    issuer.unavailable = True
    with pytest.raises(ApiError) as raised:
        await verifier.verify(f"Bearer {issuer.token('customer', 'c1')}")
    assert raised.value.status == 503

    issuer.unavailable = False
    assert (await verifier.verify(f"Bearer {issuer.token('customer', 'c1')}")).subject == "c1"


@pytest.mark.parametrize("document", [[], {}, {"keys": []}, {"keys": [7]}, {"keys": [{"kty": "EC"}]}, "x"])
async def test_an_invalid_key_set_is_503(document: Any) -> None:
    """An issuer with another response counts as unavailable."""
    issuer = Issuer()
    http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: httpx.Response(200, json=document)))

    with pytest.raises(ApiError) as raised:
        await TokenVerifier(issuer.settings, http).verify(f"Bearer {issuer.token('customer', 'c1')}")

    assert raised.value.status == 503
