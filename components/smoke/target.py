"""The addresses of the city under test: a stack's outputs on AWS, or the files of a cell on this machine."""

import ipaddress
import json
import re
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self, cast
from urllib.parse import urlsplit

from .errors import SmokeError

PULUMI_SECONDS: Final = 120.0
LOCAL_SECONDS: Final = 5.0
MAX_FILE_BYTES: Final = 1024 * 1024
STACK_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]{0,199}")
"""A stack, with its organization and project if they are given (Pulumi, "Stacks")."""


@dataclass(frozen=True)
class Clock:
    """Platform time. It is real time on AWS, and may be faster in a cell on one machine."""

    wall: float = 0.0
    platform: float = 0.0
    speed: float = 1.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `<wall epoch>:<platform epoch>:<speed>` (`PLATFORM_CLOCK` in docs/architecture.md).

        Raises:
            SmokeError: the text has another form.
        """
        try:
            wall, platform, speed = (float(part) for part in text.split(":"))
        except ValueError:
            raise SmokeError(f"the cell's clock {text[:80]!r} is not three numbers; restart the cell") from None
        return cls(wall, platform, speed)

    def now(self) -> float:
        """Platform time in seconds since the epoch."""
        return self.platform + (time.time() - self.wall) * self.speed


@dataclass(frozen=True, kw_only=True)
class Target:
    """What the test talks to."""

    stack: str
    api_url: str
    """Base URL of the order service."""
    websocket_url: str | None = None
    """The WebSocket URL that the stack declares."""
    cell: str | None = None
    """Prefix of the names of the cell's alarms."""
    alarm_topic_arn: str | None = None
    is_local: bool = False
    payments_url: str | None = None
    """The payment provider of a cell on one machine, which lists its operations."""
    clock: Clock = Clock()


def stack_outputs(stack: str, file: Path | None) -> Mapping[str, Any]:
    """The outputs of a stack, from a file or from the Pulumi CLI.

    Raises:
        SmokeError: there are none.
    """
    if file is not None:
        return _json_object(_read(file, "--outputs"), f"--outputs {file}")
    if not STACK_NAME.fullmatch(stack):
        raise SmokeError(f"{stack[:80]!r} is no name of a stack; `pulumi stack ls` lists them")
    command = ["pulumi", "stack", "output", "--json", "--non-interactive", "--stack", stack]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PULUMI_SECONDS, check=False)
    except FileNotFoundError:
        raise SmokeError("pulumi is not on PATH: install it, or pass --outputs FILE") from None
    except subprocess.TimeoutExpired:
        raise SmokeError(
            f"`{' '.join(command)}` takes over {PULUMI_SECONDS:g} s: is the state backend reachable?"
        ) from None
    if done.returncode:
        lines = done.stderr.strip().splitlines() or ["no output"]
        raise SmokeError(f"`{' '.join(command)}` failed: {lines[0][:300]}")
    return _json_object(done.stdout, f"the outputs of stack {stack}")


def aws_target(stack: str, outputs: Mapping[str, Any], api_url: str | None) -> Target:
    """A deployed city on AWS.

    Args:
        stack: its name.
        outputs: the outputs of the stack program.
        api_url: base URL of the API in place of the internal load balancer's.

    Raises:
        SmokeError: an output is missing or an address is unusable.
    """
    host = _text(outputs, "apiHost")
    if api_url is None and host is None:
        raise SmokeError(f"stack {stack} has no output apiHost: run `pulumi up`, or pass --api-url")
    return Target(
        stack=stack,
        api_url=checked_url(api_url or f"https://{host}", "--api-url" if api_url else "output apiHost"),
        websocket_url=_text(outputs, "websocketUrl"),
        cell=_text(outputs, "dashboard"),
        alarm_topic_arn=_text(outputs, "alarmTopicArn"),
    )


def local_target(stack: str, directory: Path | None) -> Target:
    """A city that `python -m local` runs on this machine.

    Raises:
        SmokeError: none runs.
    """
    own = Path(".citycell", stack)
    candidates = [directory] if directory else [own / "cell", own / "replay"]
    for folder in candidates:
        if (file := folder / "addresses.json").is_file():
            addresses = _json_object(_read(file, "--local"), str(file))
            break
    else:
        places = " nor in ".join(str(folder) for folder in candidates)
        raise SmokeError(f"no cell runs in {places}: start it with `python -m local start {stack}`")
    public = checked_url(str(addresses.get("public", "")), f"{file}: public")
    payments = checked_url(str(addresses.get("payments", "")), f"{file}: payments")
    for url in (public, payments):
        if not is_loopback(url):
            raise SmokeError(f"{file}: {url} is not on this machine; --local tests a cell on this machine only")
    config = _json_object(_fetch(f"{public}/config.json", stack), f"{public}/config.json")
    clock = _text(config, "clock")
    return Target(
        stack=stack,
        api_url=public,
        is_local=True,
        payments_url=payments,
        clock=Clock.parse(clock) if clock else Clock(),
    )


def checked_url(url: str, where: str) -> str:
    """A base URL without a final slash. Tokens travel over TLS, or stay on this machine.

    Raises:
        SmokeError: it is no such URL.
    """
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise SmokeError(f"{where}: {url[:200]!r} is not a URL") from None
    if not parts.hostname or parts.username or parts.query or parts.fragment:
        raise SmokeError(
            f"{where}: {url[:200]!r} must be a URL such as https://api.example.com, without user and query"
        )
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(url)):
        raise SmokeError(f"{where}: {url[:200]!r} must begin with https://, because requests carry tokens")
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether a URL stays on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fetch(url: str, stack: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=LOCAL_SECONDS) as answer:  # noqa: S310 - a loopback address
            return answer.read(MAX_FILE_BYTES).decode(errors="replace")
    except (OSError, urllib.error.URLError):
        raise SmokeError(f"{url} does not answer: start the cell with `python -m local start {stack}`") from None


def _read(file: Path, option: str) -> str:
    try:
        if file.stat().st_size > MAX_FILE_BYTES:
            raise SmokeError(f"{option} {file}: it has over {MAX_FILE_BYTES} bytes; is it the right file?")
        return file.read_text()
    except OSError as error:
        raise SmokeError(f"{option} {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SmokeError(f"{option} {file}: it is not a text file") from None


def _json_object(text: str, where: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise SmokeError(f"{where}: it is not JSON") from None
    if not isinstance(found, dict):
        raise SmokeError(f"{where}: it is not a JSON object")
    return cast("dict[str, Any]", found)


def _text(found: Mapping[str, Any], key: str) -> str | None:
    value = found.get(key)
    return value if isinstance(value, str) and value else None
