"""Requests to registries and issuers: bounded, verified, and never to private addresses by a redirect."""

import http.server
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from components.preflight import web
from components.preflight.web import PrivateAddressError, Web, WebError
from tests.components.preflight.answers import self_signed


class Server(http.server.ThreadingHTTPServer):
    """Answers by path, and records the headers that it received."""

    def __init__(self, answers: Mapping[str, tuple[int, dict[str, str], bytes]]) -> None:
        self.answers = answers
        self.received: list[dict[str, str]] = []
        super().__init__(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"


class Handler(http.server.BaseHTTPRequestHandler):
    server: Server  # pyright: ignore[reportIncompatibleVariableOverride]

    def do_GET(self) -> None:
        """Answer."""
        self.server.received.append(dict(self.headers))
        status, headers, body = self.server.answers[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        """Print nothing."""


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/keys": (200, {"X-Name": "Value"}, b"{}"),
    "/absent": (404, {}, b""),
    "/large": (200, {}, b"x" * (web.MAX_BYTES + 1)),
    "/near": (302, {"Location": "/keys"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/private": (302, {"Location": "https://10.0.0.1/keys"}, b""),
    "/metadata": (302, {"Location": "https://169.254.169.254/latest/meta-data/"}, b""),
    "/plain": (302, {"Location": "http://example.com/keys"}, b""),
    "/file": (302, {"Location": "file:///etc/passwd"}, b""),
}


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server on this machine."""
    with Server(ANSWERS) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def found(server: Server, path: str, headers: Mapping[str, str] | None = None) -> web.Answer:
    """The answer of the server."""
    return Web(allow_loopback=True).get(f"{server.url}{path}", headers)


def test_an_answer_has_its_status_headers_and_body(server: Server) -> None:
    """Names of headers are in lower case."""
    answer = found(server, "/keys", {"Accept": "application/json"})
    assert (answer.status, answer.headers["x-name"], answer.body) == (200, "Value", b"{}")
    assert server.received[-1]["Accept"] == "application/json"
    assert found(server, "/absent").status == 404
    assert found(server, "/near").body == b"{}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/large", "more than 1048576 bytes"),
        ("/loop", "redirects more than 3 times"),
        ("/private", "10.0.0.1 has the private address 10.0.0.1"),
        ("/metadata", "169.254.169.254 has the private address"),
        ("/plain", "is not reached over https"),
        ("/file", "has no host"),
    ],
)
def test_an_answer_beyond_the_limits_is_an_error(server: Server, path: str, text: str) -> None:
    """A registry that was taken over must not make the preflight read the metadata of its machine."""
    with pytest.raises(WebError, match=text):
        found(server, path)


PRIVATE = ["127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1", "::1", "fd00::1", "fe80::1%eth0"]


@pytest.mark.parametrize("address", PRIVATE)
def test_a_host_with_a_private_address_is_not_asked(address: str) -> None:
    """Each address that the name has is looked at, and the connection goes to one of them."""
    hosts = [(0, 0, 0, "", ("93.184.216.34", 443)), (0, 0, 0, "", (address, 443))]
    with pytest.raises(PrivateAddressError, match=r"issuer\.example has the private address"):
        Web(resolve=lambda *_, **__: hosts).get("https://issuer.example/keys")


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("http://issuer.example/keys", "not reached over https"),
        ("https:///keys", "has no host"),
        ("https://issuer.example:99999/keys", "no valid port"),
        ("ftp://issuer.example/keys", "not reached over https"),
    ],
)
def test_other_urls_are_refused(url: str, text: str) -> None:
    """Only https reaches other machines."""
    with pytest.raises(WebError, match=text):
        Web().get(url)


def test_an_unknown_name_is_an_error() -> None:
    """The text has no number of an error."""

    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "unknown")

    with pytest.raises(WebError, match=r"^issuer\.example did not answer: its name is not known$"):
        Web(resolve=unknown).handshake("https://issuer.example")


def test_a_silent_server_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """The time-out ends a request."""
    monkeypatch.setattr(web, "SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(WebError, match="no answer within"):
        Web(allow_loopback=True).get(f"http://127.0.0.1:{silent.getsockname()[1]}/")


def test_a_closed_port_is_an_error() -> None:
    """Nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(WebError, match="did not answer: Connection refused"):
        Web(allow_loopback=True).get(f"http://127.0.0.1:{port}/")


def test_a_certificate_that_no_authority_signed_is_an_error(tmp_path: Path) -> None:
    """The services would refuse it, too; with the authority it is accepted."""
    for name, content in zip(("key", "certificate"), self_signed("localhost", days=1), strict=True):
        (tmp_path / name).write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate", tmp_path / "key")
    with Server(ANSWERS) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"https://localhost:{server.server_port}/keys"
        with pytest.raises(WebError, match="its certificate is not valid"):
            Web(allow_loopback=True).handshake(url)
        trust = ssl.create_default_context(cafile=str(tmp_path / "certificate"))
        Web(allow_loopback=True, trust=trust).handshake(url)
        assert Web(allow_loopback=True, trust=trust).get(url).body == b"{}"
        server.shutdown()
