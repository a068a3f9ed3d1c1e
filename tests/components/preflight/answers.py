"""Answers of AWS and of web servers for tests: in the form of botocore's models, or errors and time-outs."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
from botocore import xform_name
from botocore.exceptions import ReadTimeoutError
from botocore.stub import Stubber
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from components.preflight.check import Check, Context, Identity, Result
from components.preflight.clients import Call, CallError, Clients
from components.preflight.planned import Planned, plan
from components.preflight.runner import evaluate
from components.preflight.stack_file import StackFile, read
from components.preflight.web import Answer, Web, WebError
from components.settings import Settings, settings_from

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
ACCOUNT = "123456789012"

Given = tuple[str, str, Any]
"""A service, an operation, and its answer: a response, or a text with an error code."""


@functools.cache
def session() -> Any:
    """A session with credentials that sign and are never sent. It keeps the models of services, which are large."""
    return boto3.Session("test", "test", region_name="eu-west-1")


class Stubbed(Clients):
    """Clients that answer in order, service by service; each answer must fit the model of its operation."""

    def __init__(self, answers: Sequence[Given]) -> None:
        super().__init__(session(), "eu-west-1")
        self._made: dict[str, Any] = {}
        self._answers = answers
        self.regions: list[str] = []

    def _client(self, service: str, region: str) -> Any:
        self.regions.append(region)
        if service not in self._made:
            client = self._new_client(service, region)
            stubber = Stubber(client)
            for _, operation, answer in (given for given in self._answers if given[0] == service):
                if isinstance(answer, str):
                    stubber.add_client_error(xform_name(operation), answer)
                else:
                    stubber.add_response(xform_name(operation), answer)
            stubber.activate()
            self._made[service] = client
        return self._made[service]


class Always(Clients):
    """Clients whose every call ends in the same way, after its parameters were checked against the model."""

    def __init__(self, outcome: Callable[[], Any]) -> None:
        super().__init__(session(), "eu-west-1")
        self._outcome = outcome
        self.calls: set[Call] = set()

    def _new_client(self, service: str, region: str) -> Any:
        client = super()._new_client(service, region)

        def answer(model: Any, **_: Any) -> Any:
            self.calls.add((service, model.name))
            return self._outcome()

        client.meta.events.register_first("before-call.*.*", answer)
        return client


@dataclass
class HttpAnswer:
    """The part of a response that botocore reads."""

    status_code: int = 200
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


def parsed(document: Any, status: int = 200) -> Callable[[], Any]:
    """An answer of any form, which no model checks."""
    return lambda: (HttpAnswer(status), document)


def returning(value: Any) -> Callable[..., Any]:
    """A function of any arguments, in place of another."""

    def function(*_: object, **__: object) -> Any:
        return value

    return function


def refused(code: str) -> Callable[[], Any]:
    """An error with a code."""
    return parsed({"Error": {"Code": code, "Message": "no"}, "ResponseMetadata": {}}, 400)


def timed_out() -> Any:
    """No answer."""
    raise ReadTimeoutError(endpoint_url="https://service.example")


class Pages(Web):
    """Web servers: URL to an answer or an error."""

    def __init__(self, pages: Mapping[str, Answer | WebError]) -> None:
        super().__init__()
        self._pages = pages
        self.requests: list[tuple[str, dict[str, str]]] = []

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Record the request and answer it."""
        self.requests.append((url, dict(headers or {})))
        found = self._pages.get(url, WebError(f"{url} did not answer"))
        if isinstance(found, WebError):
            raise found
        return found

    def handshake(self, url: str) -> None:
        """Answer as to a request."""
        self.get(url)


@functools.cache
def stack_file(stack: str) -> StackFile:
    """A stack of the checkout."""
    return read(stack, ROOT)


@functools.cache
def settings(stack: str) -> Settings:
    """Its settings."""
    return settings_from(stack_file(stack).values, stack, ROOT)


@functools.cache
def planned(stack: str) -> Planned:
    """Its resources."""
    return plan(settings(stack), ACCOUNT)


def context(answers: Sequence[Given] | Clients = (), city: str = "demo", **changes: Any) -> Context:
    """What a check reads."""
    fields: dict[str, Any] = {
        "stack": stack_file(city),
        "settings": settings(city),
        "aws": answers if isinstance(answers, Clients) else Stubbed(answers),
        "web": Pages({}),
        "identity": Identity(account_id=ACCOUNT, arn=f"arn:aws:iam::{ACCOUNT}:role/deployer", expires=None),
        "existing": frozenset(),
        "environment": {"PULUMI_BACKEND_URL": "https://api.pulumi.com"},
        "now": NOW,
    }
    if "planned" not in changes:
        fields["planned"] = planned(city)
    return Context(**(fields | changes))


def found(check: Check, *given: Any, **changes: Any) -> list[Result]:
    """The results of one check."""
    return evaluate(check, context(*given, **changes))


def self_signed(host: str, days: int) -> tuple[bytes, bytes]:
    """A key, and a certificate that no authority signed."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    today = datetime.now(UTC)
    builder = x509.CertificateBuilder(
        name, name, key.public_key(), 1, today - timedelta(days=1), today + timedelta(days)
    )
    certificate = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return private, certificate.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def unknown_identity() -> CallError:
    """The reason why nothing is known about the credentials."""
    return CallError("there are no AWS credentials")
