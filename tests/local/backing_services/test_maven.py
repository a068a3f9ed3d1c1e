"""Downloads are resumed, verified and atomic."""

import hashlib
import threading
from collections.abc import Generator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from local.backing_services import maven
from local.backing_services.maven import Pin
from local.backoff import Backoff
from local.errors import LocalError

BODY = bytes(range(256)) * 1000
PIN = Pin(hashlib.sha256(BODY).hexdigest(), len(BODY), "org/thing/1/thing-1.jar")


@dataclass
class Repository:
    """A Maven repository of one file, which can drop the connection or ignore ranges."""

    url: str = ""
    cut_first_at: int | None = None
    ranges: bool = True
    asked: list[str | None] = field(default_factory=list[str | None])

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        wanted = handler.headers.get("Range")
        self.asked.append(wanted)
        if not handler.path.endswith(PIN.path):
            handler.send_error(404)
            return
        begin = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        body = BODY[begin:]
        handler.send_response(206 if begin else 200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        cut, self.cut_first_at = self.cut_first_at, None
        handler.wfile.write(body[:cut])


def _pin(monkeypatch: pytest.MonkeyPatch, pin: Pin) -> None:
    def one(_part: str) -> list[Pin]:
        return [pin]

    monkeypatch.setattr(maven, "pins", one)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Repository]:
    """A repository on loopback, and an empty cache."""
    served = Repository()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
            """Log nothing."""

    monkeypatch.setenv("CITYCELL_CACHE", str(tmp_path))
    _pin(monkeypatch, PIN)
    monkeypatch.setattr(maven, "BACKOFF", Backoff(0.01, 0.01))
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        served.url = f"http://127.0.0.1:{server.server_port}/maven2"
        monkeypatch.setenv("CITYCELL_MAVEN", served.url)
        yield served
        server.shutdown()


def test_fetched_once(repository: Repository) -> None:
    """An existing file is not downloaded again."""
    assert [path.read_bytes() for path in maven.fetch("thing")] == [BODY]
    assert [path.read_bytes() for path in maven.fetch("thing")] == [BODY]
    assert repository.asked == [None]


@pytest.mark.parametrize("ranges", [pytest.param(True, id="ranges"), pytest.param(False, id="no-ranges")])
def test_interrupted_download_is_resumed(repository: Repository, *, ranges: bool) -> None:
    """The download resumes, or starts over if the repository ignores ranges."""
    repository.cut_first_at, repository.ranges = 1000, ranges
    assert [path.read_bytes() for path in maven.fetch("thing")] == [BODY]
    assert repository.asked == [None, "bytes=1000-"]


def test_another_file_is_not_installed(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file with another digest is rejected and removed."""
    _pin(monkeypatch, Pin("0" * 64, PIN.size, PIN.path))
    with pytest.raises(LocalError, match=rf"{repository.url}/{PIN.path} has SHA-256"):
        maven.fetch("thing")
    assert [path for path in maven.folder().rglob("*") if path.is_file()] == []


def test_missing_file_is_an_error(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error of a missing file has its URL and the setting to change, without retries."""
    _pin(monkeypatch, Pin(PIN.sha256, PIN.size, "org/other.jar"))
    with pytest.raises(LocalError, match=r"org/other\.jar: HTTP Error 404.*CITYCELL_MAVEN"):
        maven.fetch("thing")
    assert len(repository.asked) == 1


@pytest.mark.parametrize(
    ("mirror_of", "expected"),
    [
        pytest.param("central", "https://mirror.example/maven", id="central"),
        pytest.param("*", "https://mirror.example/maven", id="all"),
        pytest.param("*,!central", maven.CENTRAL, id="all-but-central"),
        pytest.param("internal", maven.CENTRAL, id="another"),
    ],
)
def test_mirror_in_maven_settings_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mirror_of: str, expected: str
) -> None:
    """The mirror of `central` comes from Maven's settings."""
    settings = tmp_path / ".m2" / "settings.xml"
    settings.parent.mkdir()
    settings.write_text(
        '<settings xmlns="http://maven.apache.org/SETTINGS/1.2.0"><mirrors><mirror>'
        f"<mirrorOf>{mirror_of}</mirrorOf><url>https://mirror.example/maven</url>"
        "</mirror></mirrors></settings>"
    )
    monkeypatch.delenv("CITYCELL_MAVEN", raising=False)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert maven.repository() == expected


def test_pins_are_complete() -> None:
    """Every pinned file has a digest, a size and a path, and only libraries of this platform are used."""
    for part, jar in (("kafka", "kafka_2.13-4.3.1.jar"), ("dynamodb", "DynamoDBLocal-2.6.1.jar")):
        found = maven.pins(part)
        assert sorted({len(pin.sha256) for pin in found}) == [64]
        assert jar in {Path(pin.path).name for pin in found}
        assert sum(pin.native for pin in found) <= 1
