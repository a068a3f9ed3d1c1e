"""Fakes around the order service: clock, payment provider, Kafka, token issuer."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import jwt
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from local.payments import Journal, Operation, create_app
from services.common.kafka import PublishError
from services.orders.issuers import Issuer as AcceptedIssuer
from services.orders.roles import Role

DEADLINE_SECONDS = 30.0
ISSUER, AUDIENCE = "https://issuer.test", "citycell"


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Return once a condition holds; other tasks run between the checks."""
    async with asyncio.timeout(DEADLINE_SECONDS):
        while not await condition():  # noqa: ASYNC110 - the state is in a database or a broker
            await asyncio.sleep(0.02)


@dataclass
class SetClock:
    """A clock that tests set."""

    at: float = 10_000.0

    def now(self) -> float:
        """Platform time."""
        return self.at

    def wall_seconds(self, platform_seconds: float) -> float:
        """Platform time is as fast as wall time."""
        return platform_seconds


@dataclass
class SpyPublisher:
    """A publisher that records what it accepts, and rejects the keys of `rejected` (`*` is every key)."""

    accepted_records: list[tuple[str, str, bytes]] = field(default_factory=list[tuple[str, str, bytes]])
    rejected: set[str] = field(default_factory=set[str])
    failing_once: set[str] = field(default_factory=set[str])
    """Keys whose next record is rejected, and whose later ones are accepted."""

    async def publish(self, topic: str, key: str, value: bytes) -> None:
        """Accept or reject a record."""
        self.enqueue(topic, key, value)

    def enqueue(self, topic: str, key: str, value: bytes) -> None:
        """Accept or reject a record."""
        if self.rejected & {key, "*"}:
            raise PublishError(f"{topic}: the broker is unavailable")
        if key in self.failing_once:
            self.failing_once.remove(key)
            raise PublishError(f"{topic}: lost")
        self.accepted_records.append((topic, key, value))

    @property
    def versions(self) -> list[tuple[str, int]]:
        """Key and version of every accepted event, in order."""
        return [(key, json.loads(value)["version"]) for _, key, value in self.accepted_records]


class Provider:
    """The local payment provider on its own port; it can be stopped and started with its journal."""

    def __init__(self, path: Path, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self._path = path
        self._port = port
        self._server: TestServer | None = None
        self._journal: Journal | None = None

    @property
    def operations(self) -> list[Operation]:
        """All operations that took effect."""
        assert self._journal is not None
        return self._journal.operations

    @property
    def kinds(self) -> list[str]:
        """The kinds of all operations that took effect, in order."""
        return [operation.kind for operation in self.operations]

    async def start(self) -> None:
        """Start to serve."""
        self._journal = Journal(self._path)
        self._server = TestServer(create_app(self._journal), port=self._port)
        await self._server.start_server()

    async def stop(self) -> None:
        """Stop; the journal is kept."""
        if self._server is not None and self._journal is not None:
            await self._server.close()
            self._journal.__exit__()
        self._server = None


class Issuer:
    """Signs tokens and publishes its key set."""

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self.key_id = "key-1"
        self.fetches = 0
        self.unavailable = False

    @property
    def settings(self) -> tuple[AcceptedIssuer, ...]:
        """Settings of a verifier of these tokens."""
        return (AcceptedIssuer(issuer=ISSUER, audience=AUDIENCE, jwks_url=f"{ISSUER}/jwks.json"),)

    def token(self, role: str, subject: str, /, *, key_id: str | None = None, **claims: Any) -> str:
        """A signed token; `claims` replace the valid ones, and None removes one."""
        valid = {"sub": subject, "role": role, "iss": ISSUER, "aud": AUDIENCE, "exp": int(time.time()) + 60}
        chosen = {name: value for name, value in (valid | claims).items() if value is not None}
        return jwt.encode(chosen, self._key, algorithm="ES256", headers={"kid": key_id or self.key_id})

    def client(self) -> httpx.AsyncClient:
        """A client that can only fetch the key set."""
        return httpx.AsyncClient(transport=httpx.MockTransport(self._answer))

    @property
    def key_set(self) -> dict[str, Any]:
        """The public keys of the tokens."""
        public = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": self.key_id, "alg": "ES256", "use": "sig"}]}

    def _answer(self, _request: httpx.Request) -> httpx.Response:
        self.fetches += 1
        return httpx.Response(503) if self.unavailable else httpx.Response(200, json=self.key_set)


CLIENT, SCOPE = "6tq1example", "citycell/orders"


class Pool:
    """A user pool of Amazon Cognito: it signs access tokens (RS256) that name a client and no audience."""

    def __init__(self, role: Role, *, subject_group: str | None = None) -> None:
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.accepted = AcceptedIssuer(
            issuer=f"https://cognito.test/{role}",
            jwks_url=f"https://cognito.test/{role}/.well-known/jwks.json",
            algorithms=("RS256",),
            clients=(CLIENT,),
            role=role,
            scope=SCOPE,
            subject_group=subject_group,
        )

    def token(self, subject: str, /, **claims: Any) -> str:
        """A signed access token; `claims` replace the valid ones, and None removes one."""
        valid = {
            "sub": subject,
            "iss": self.accepted.issuer,
            "client_id": CLIENT,
            "token_use": "access",
            "scope": f"openid {SCOPE}",
            "exp": int(time.time()) + 60,
            "username": subject,
        }
        chosen = {name: value for name, value in (valid | claims).items() if value is not None}
        return jwt.encode(chosen, self._key, algorithm="RS256", headers={"kid": "pool-key"})

    @property
    def key_set(self) -> dict[str, Any]:
        """The public keys of the tokens."""
        public = json.loads(RSAAlgorithm.to_jwk(self._key.public_key()))
        return {"keys": [{**public, "kid": "pool-key", "alg": "RS256", "use": "sig"}]}


def client_of(*pools: Pool) -> httpx.AsyncClient:
    """A client that can only fetch the key sets of some pools."""
    sets = {pool.accepted.jwks_url: pool.key_set for pool in pools}
    return httpx.AsyncClient(
        transport=httpx.MockTransport(lambda request: httpx.Response(200, json=sets[str(request.url)]))
    )
