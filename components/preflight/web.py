"""HTTPS requests to registries and token issuers: bounded in time and size, to public addresses only."""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

SECONDS: Final = 5.0
MAX_BYTES: Final = 1024 * 1024
MAX_REDIRECTS: Final = 3
_CHUNK: Final = 65_536
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_HTTPS: Final = 443
_MAX_ADDRESSES: Final = 4


class WebError(Exception):
    """A request without an answer; the text is one line for the report."""


class PrivateAddressError(WebError):
    """A host with an address that the internet does not reach."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Web:
    """Sends requests.

    Args:
        resolve: the look-up of a host, as `socket.getaddrinfo`.
        trust: the certificate authorities; by default those of the system.
        allow_loopback: whether `http` and addresses of this machine are allowed, as a local city needs.
    """

    def __init__(
        self,
        resolve: Callable[..., Any] = socket.getaddrinfo,
        trust: ssl.SSLContext | None = None,
        *,
        allow_loopback: bool = False,
    ) -> None:
        self._resolve = resolve
        self._trust = trust or ssl.create_default_context()
        self._allow_loopback = allow_loopback

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """The answer to a GET. Redirects are followed over HTTPS to public addresses only, without `Authorization`.

        Raises:
            WebError: there is no answer within the limits.
        """
        sent, target = dict(headers or {}), urlsplit(url)
        for _ in range(MAX_REDIRECTS + 1):
            answer = self._get(target, sent)
            location = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not location:
                return answer
            before, target = target, urlsplit(urljoin(target.geturl(), location))
            if target.netloc != before.netloc:
                sent = {name: value for name, value in sent.items() if name.lower() != "authorization"}
        raise WebError(f"{urlsplit(url).hostname} redirects more than {MAX_REDIRECTS} times")

    def handshake(self, url: str) -> None:
        """Open a TLS connection with a valid certificate and close it, without a request.

        Raises:
            WebError: the host does not answer, or its certificate is invalid.
        """
        with closing(self._connect(urlsplit(url))):
            pass

    def _get(self, target: SplitResult, headers: Mapping[str, str]) -> Answer:
        host = _host(target)
        deadline = time.monotonic() + 2 * SECONDS
        with closing(http.client.HTTPConnection(host, _port(target), timeout=SECONDS)) as connection:
            connection.sock = self._connect(target)
            path = (target.path or "/") + (f"?{target.query}" if target.query else "")
            try:
                connection.request("GET", path, headers={"User-Agent": "citycell-preflight", **headers})
                response = connection.getresponse()
                body = b""
                while chunk := response.read1(_CHUNK):
                    body += chunk
                    if len(body) > MAX_BYTES:
                        raise WebError(f"{host} answers with more than {MAX_BYTES} bytes")
                    if time.monotonic() > deadline:
                        raise WebError(f"{host} did not finish its answer within {2 * SECONDS:.0f} s")
            except (OSError, http.client.HTTPException, ValueError) as error:
                raise WebError(f"{host} did not answer: {_reason(error)}") from None
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)

    def _connect(self, target: SplitResult) -> socket.socket:
        host = _host(target)
        is_local = self._allow_loopback and target.scheme == "http" and _is_loopback(host)
        if target.scheme != "https" and not is_local:
            raise WebError(f"{host} is not reached over https")
        try:
            connection = _first_open(self._addresses(host, _port(target)), _port(target))
            if target.scheme == "http":
                return connection
            return self._trust.wrap_socket(connection, server_hostname=host)
        except (OSError, UnicodeError) as error:
            raise WebError(f"{host} did not answer: {_reason(error)}") from None

    def _addresses(self, host: str, port: int) -> list[str]:
        """The addresses of a host. The name is not looked up again, so that a checked address is the used one."""
        addresses = [str(found[4][0]) for found in self._resolve(host, port, type=socket.SOCK_STREAM)]
        for address in addresses:
            parsed = ipaddress.ip_address(address.split("%")[0])
            if not parsed.is_global and not (self._allow_loopback and parsed.is_loopback):
                raise PrivateAddressError(f"{host} has the private address {address}")
        if not addresses:
            raise WebError(f"{host} has no address")
        return addresses


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _first_open(addresses: list[str], port: int) -> socket.socket:
    """A connection to the first address that accepts one: a machine may have no IPv6."""
    failure = OSError()
    for address in addresses[:_MAX_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout=SECONDS)
        except OSError as error:
            failure = error
    raise failure


def _host(target: SplitResult) -> str:
    if not target.hostname:
        raise WebError(f"{target.geturl()[:80]!r} has no host")
    return target.hostname


def _port(target: SplitResult) -> int:
    try:
        return target.port or (_HTTPS if target.scheme == "https" else 80)
    except ValueError:
        raise WebError(f"{target.netloc[:80]!r} has no valid port") from None


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid ({error.verify_message})"
    if isinstance(error, socket.gaierror):
        return "its name is not known"
    if isinstance(error, TimeoutError):
        return f"no answer within {SECONDS:.0f} s"
    return getattr(error, "strerror", None) or type(error).__name__
