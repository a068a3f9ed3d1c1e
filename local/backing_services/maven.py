"""Downloads the files of the pinned lists (`*.pins`) from a Maven repository, once per machine.

The repository is Maven Central; `CITYCELL_MAVEN`, or a mirror of `central` in Maven's own settings, replaces it.
Proxies and certificates are configured as for urllib: `https_proxy`, `no_proxy`, `SSL_CERT_FILE`.
"""

import hashlib
import http
import os
import platform
import time
import urllib.request
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ..backoff import Backoff
from ..errors import LocalError
from ..paths import cache_dir
from ..progress import note

CENTRAL = "https://repo1.maven.org/maven2"
ATTEMPTS = 5
BACKOFF = Backoff(first=1.0, longest=8.0)
TIMEOUT_SECONDS = 60
NATIVE = {
    ("Linux", "x86_64"): "linux-amd64",
    ("Darwin", "x86_64"): "osx",
    ("Darwin", "arm64"): "osx-aarch64",
}
"""The suffix of a native library's artifact, by operating system and processor."""


@dataclass(frozen=True)
class Pin:
    """One file: its SHA-256 in hexadecimal, its size in bytes, its path in a Maven repository."""

    sha256: str
    size: int
    path: str

    @property
    def native(self) -> bool:
        """Whether it is a native library of one operating system and processor."""
        return not self.path.endswith(".jar")


def pins(server: str) -> list[Pin]:
    """The files of a server (`kafka` or `dynamodb`) that this machine needs, from the list beside this module."""
    lines = Path(__file__).with_name(f"{server}.pins").read_text().splitlines()
    rows = [line.split() for line in lines if not line.startswith("#")]
    listed = [Pin(sha256, int(size), path) for sha256, size, path in rows]
    suffix = NATIVE.get((platform.system(), platform.machine()), "none")
    return [pin for pin in listed if not pin.native or Path(pin.path).parts[-3].endswith(f"4java-{suffix}")]


def folder() -> Path:
    """The folder of the files, laid out as a Maven repository."""
    return cache_dir("parts", "maven")


def fetch(server: str) -> list[Path]:
    """The files of a server; missing ones are downloaded, and interrupted downloads are resumed.

    Raises:
        LocalError: a download failed, or a file does not have the pinned digest.
    """
    wanted = pins(server)
    missing = [pin for pin in wanted if not _is_complete(folder() / pin.path, pin)]
    if missing:
        base = repository()
        note(f"{len(missing)} files, {sum(pin.size for pin in missing) / 1e6:.0f} MB from {base}")
        with ThreadPoolExecutor(max_workers=6) as pool:
            for done, _ in enumerate(pool.map(partial(_download, base), missing), start=1):
                if done % 20 == 0:
                    note(f"{done} of {len(missing)} files")
    return [folder() / pin.path for pin in wanted]


def repository() -> str:
    """The base URL of the repository."""
    configured = os.environ.get("CITYCELL_MAVEN") or _mirror(Path.home() / ".m2" / "settings.xml") or CENTRAL
    return configured.rstrip("/")


def _mirror(settings: Path) -> str | None:
    """The mirror of `central` in Maven's settings, if there is one."""
    try:
        root = ET.fromstring(settings.read_text())  # noqa: S314 - the user's own settings file
    except (OSError, ET.ParseError):
        return None
    for mirror in root.iterfind("{*}mirrors/{*}mirror"):
        covered = (mirror.findtext("{*}mirrorOf") or "").replace(" ", "").split(",")
        if {"*", "central", "external:*"} & set(covered) and "!central" not in covered:
            return mirror.findtext("{*}url")
    return None


def _is_complete(path: Path, pin: Pin) -> bool:
    """Whether a file is complete; files get their final name only after their digest was checked."""
    return path.is_file() and path.stat().st_size == pin.size


def _download(base: str, pin: Pin) -> None:
    path = folder() / pin.path
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.part")
    url = f"{base}/{pin.path}"
    for attempt in range(ATTEMPTS):
        try:
            _resume(url, unfinished, pin.size)
            break
        except OSError as error:
            if attempt == ATTEMPTS - 1 or getattr(error, "code", 0) in {401, 403, 404, 407}:
                raise LocalError(
                    f"cannot download {url}: {error}; to use another Maven repository, set CITYCELL_MAVEN"
                ) from None
            time.sleep(BACKOFF.delay(attempt))
    found = hashlib.sha256(unfinished.read_bytes()).hexdigest()
    if found != pin.sha256:
        unfinished.unlink()
        raise LocalError(f"{url} has SHA-256 {found} instead of the pinned {pin.sha256}: it was not installed")
    unfinished.replace(path)


def _resume(url: str, unfinished: Path, size: int) -> None:
    """Append the missing bytes, or start over if the server does not support ranges."""
    have = unfinished.stat().st_size if unfinished.exists() else 0
    if have > size:
        unfinished.unlink()
        have = 0
    if have == size:
        return
    headers = {"Range": f"bytes={have}-"} if have else {}
    request = urllib.request.Request(url, headers=headers)  # noqa: S310 - the base is https or the user's own setting
    with (
        urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer,  # noqa: S310 - as above
        unfinished.open("ab" if answer.status == http.HTTPStatus.PARTIAL_CONTENT else "wb") as file,
    ):
        while block := answer.read(1 << 18):
            file.write(block)
    if unfinished.stat().st_size != size:
        raise ConnectionError(f"the download ended after {unfinished.stat().st_size} of {size} bytes")
