"""A client of the order service, which repeats a request until its outcome is known."""

import asyncio
import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, cast
from urllib.parse import quote, urlsplit

import aiohttp

from .errors import SmokeError, StepError
from .target import Target
from .tokens import Role, Token

REQUEST_SECONDS: Final = 10.0
CONNECT_SECONDS: Final = 5.0
PAUSE_SECONDS: Final = 0.5
MAX_ANSWER_BYTES: Final = 1024 * 1024

PRIVATE_HINT: Final = (
    "the load balancer is internal: run this in the city's network and security group edge, "
    "or pass the address of the edge as --api-url"
)
_AGAIN: Final = frozenset(
    {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
        HTTPStatus.INTERNAL_SERVER_ERROR,
    }
)
"""Statuses after which the same request is sent again; every call of the API may be repeated."""


@dataclass(frozen=True)
class Answer:
    """Status and decoded body of a response."""

    status: int
    body: Any

    @property
    def problem(self) -> str:
        """The status, with the API's error code and message if there are any."""
        error = self.body.get("error") if isinstance(self.body, dict) else None
        if isinstance(error, dict):
            found = cast("dict[str, Any]", error)
            return f"{self.status} {str(found.get('code'))[:60]}: {str(found.get('message'))[:200]}"
        return str(self.status)


@dataclass
class Api:
    """Calls with the tokens of the test's identities."""

    session: aiohttp.ClientSession
    target: Target
    certificate_name: str | None
    """The host name in the certificate, if it is not the one in the URL."""
    context: ssl.SSLContext
    tokens: dict[Role, Token] = field(default_factory=dict[Role, Token])
    repeated: int = 0
    """Requests that were sent again."""
    last_problem: str = ""
    """Why the last request is sent again, for the message after a time-out."""

    async def get(self, role: Role, path: str) -> Mapping[str, Any]:
        """The JSON object of a resource.

        Raises:
            StepError: there is none.
        """
        return _expect(f"GET {path}", await self.call(role, "GET", path), HTTPStatus.OK)

    async def send(
        self,
        role: Role,
        path: str,
        body: Any = None,
        *,
        method: str = "POST",
        key: str | None = None,
        expected: HTTPStatus = HTTPStatus.OK,
    ) -> Mapping[str, Any]:
        """Send a change.

        Raises:
            StepError: the response has another status.
        """
        return _expect(f"{method} {path}", await self.call(role, method, path, body, key=key), expected)

    async def call(
        self, role: Role | None, method: str, path: str, body: Any = None, *, key: str | None = None
    ) -> Answer:
        """Send a request until its outcome is known; the step's time-out ends the repetition.

        Raises:
            StepError: no repetition would help, because a name does not resolve or a certificate is not valid.
        """
        headers = {"Idempotency-Key": key} if key else {}
        if role is not None:
            headers["Authorization"] = f"Bearer {self.tokens[role].text}"
        while True:
            try:
                answer = await self._attempt(method, path, body, headers)
                if answer.status not in _AGAIN:
                    self.last_problem = ""
                    return answer
                self.last_problem = f"{method} {path} answers {answer.problem}"
            except aiohttp.ClientConnectorDNSError:
                raise StepError(f"{self._host} does not resolve: {PRIVATE_HINT}") from None
            except (aiohttp.ClientConnectorCertificateError, aiohttp.ClientConnectorSSLError) as error:
                raise StepError(self._certificate_problem(error)) from None
            except TimeoutError:
                self.last_problem = f"{self._host} does not answer: {PRIVATE_HINT}"
            except (aiohttp.ClientError, OSError) as error:
                self.last_problem = f"{self._host}: {type(error).__name__}"
            self.repeated += 1
            await asyncio.sleep(PAUSE_SECONDS)

    async def _attempt(self, method: str, path: str, body: Any, headers: Mapping[str, str]) -> Answer:
        timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS, connect=CONNECT_SECONDS)
        sent = {**headers, "Host": self.certificate_name} if self.certificate_name else headers
        async with self.session.request(
            method,
            f"{self.target.api_url}{path}",
            json=body,
            headers=sent,
            timeout=timeout,
            allow_redirects=False,  # a redirection would send the token elsewhere
            ssl=self.context,
            server_hostname=self.certificate_name,
        ) as response:
            content = await response.content.read(MAX_ANSWER_BYTES)
            return Answer(response.status, _decoded(content))

    @property
    def _host(self) -> str:
        return urlsplit(self.target.api_url).netloc

    def _certificate_problem(self, error: Exception) -> str:
        name = self.certificate_name or urlsplit(self.target.api_url).hostname
        reason = getattr(getattr(error, "certificate_error", error), "verify_message", "") or type(error).__name__
        options = "pass the certificate's name as --certificate-name, or its issuer as --ca"
        return f"TLS to {self._host} as {name}: {reason}; {options}"


def segment(identifier: str) -> str:
    """An identifier as one segment of a path."""
    return quote(identifier, safe="")


def tls_context(issuer: Path | None) -> ssl.SSLContext:
    """TLS with the system's issuers, or with those of a file.

    Raises:
        SmokeError: the file has no certificates.
    """
    try:
        return ssl.create_default_context(cafile=str(issuer) if issuer else None)
    except OSError as error:  # includes ssl.SSLError
        raise SmokeError(f"--ca {issuer}: {error.strerror or 'it has no certificate in PEM format'}") from None


def _expect(request: str, answer: Answer, expected: HTTPStatus) -> Mapping[str, Any]:
    if answer.status != expected:
        raise StepError(f"{request} answers {answer.problem} in place of {expected.value}")
    if not isinstance(answer.body, dict):
        raise StepError(f"{request} answers {answer.status} without a JSON object: does another service answer there?")
    return cast("dict[str, Any]", answer.body)


def _decoded(content: bytes) -> Any:
    try:
        return json.loads(content) if content else None
    except (ValueError, RecursionError):
        return None
