"""The arguments of the command, validated."""

import argparse
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .errors import SmokeError
from .order import Purchase
from .place import Position

LOCAL_CITY: Final = Position(38.72, -9.14)
LOCAL_PAYMENT: Final = "tok_ok"
"""Accepted by the payment provider of a cell on one machine."""

DISPATCH_SECONDS: Final = range(10, 601)
"""The dispatcher plans every 30 s."""
POSITION_SECONDS: Final = range(1, 61)
ALARM_SECONDS: Final = range(10, 301)
AMOUNT_CENTS: Final = range(1, 10_001)

_NAME: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the user asked for."""

    stack: str
    outputs: Path | None
    local: bool
    local_directory: Path | None
    api_url: str | None
    certificate_name: str | None
    ca: Path | None
    tokens: Path | None
    token_command: str | None
    city_position: Position
    purchase: Purchase
    dispatch_seconds: float
    position_seconds: float
    alarm_seconds: float
    skip_alarms: bool
    keep: bool
    json: Path | None


def read_options(words: Sequence[str]) -> Options:
    """Read the command line.

    Raises:
        SmokeError: arguments are missing or exclude each other.
    """
    given = _parser().parse_args(words)
    is_local = given.local is not None
    if is_local:
        aws = {"--outputs": given.outputs, "--api-url": given.api_url, "--certificate-name": given.certificate_name}
        if excluded := [name for name, value in aws.items() if value is not None]:
            raise SmokeError(f"--local takes the addresses from the cell on this machine: omit {', '.join(excluded)}")
    else:
        required = {"--city-position": given.city_position, "--payment-token": given.payment_token}
        if missing := [name for name, value in required.items() if value is None]:
            raise SmokeError(f"missing: {', '.join(missing)} (`--help` says why); or pass --local")
        if (given.tokens is None) == (given.token_command is None):
            raise SmokeError("pass either --tokens FILE or --token-command COMMAND; or pass --local")
    if given.json is not None and not given.json.parent.is_dir():
        raise SmokeError(f"--json {given.json}: folder {given.json.parent} does not exist")
    return Options(
        stack=given.stack,
        outputs=given.outputs,
        local=is_local,
        local_directory=Path(given.local) if given.local else None,
        api_url=given.api_url,
        certificate_name=given.certificate_name,
        ca=given.ca,
        tokens=given.tokens,
        token_command=given.token_command,
        city_position=given.city_position or LOCAL_CITY,
        purchase=Purchase(
            payment_token=given.payment_token or LOCAL_PAYMENT,
            amount_cents=given.amount_cents,
            currency=given.currency,
        ),
        dispatch_seconds=given.dispatch_seconds,
        position_seconds=given.position_seconds,
        alarm_seconds=given.alarm_seconds,
        skip_alarms=given.skip_alarms,
        keep=given.keep,
        json=given.json,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m citycell.smoke",
        description="Test a running city with one order, from the customer's click to the delivery, and its alarms. "
        "Exit code: 0 it works, 1 a step failed, 2 the test could not begin.",
    )
    add = parser.add_argument
    add("stack", metavar="STACK", help="the stack; its outputs have the addresses")
    add("--outputs", type=Path, metavar="FILE", help="`pulumi stack output --json` of the stack, in place of the CLI")
    add(
        "--local",
        nargs="?",
        const="",
        metavar="DIR",
        help="test a cell on this machine (default: .citycell/STACK/cell)",
    )
    add("--api-url", metavar="URL", help="base URL of the API, such as the edge's, in place of the internal balancer")
    add("--certificate-name", type=_host, metavar="NAME", help="host name in the API's certificate")
    add(
        "--ca", type=Path, metavar="FILE", help="issuers of the API's certificate in PEM format (default: the system's)"
    )
    add(
        "--tokens", type=Path, metavar="FILE", help="JSON object of role to token, with subjects that begin with smoke-"
    )
    add(
        "--token-command",
        metavar="COMMAND",
        help="prints a token; it is called with ROLE and SUBJECT as last arguments",
    )
    add(
        "--city-position",
        type=_position,
        metavar="LAT,LON",
        help="middle of the city; the test takes place 1,500 km east of it, out of its couriers' reach",
    )
    add("--payment-token", metavar="TOKEN", help="a test card's token of the payment provider; it is charged")
    add(
        "--amount-cents",
        type=_whole(AMOUNT_CENTS),
        default=100,
        metavar="N",
        help="price of the test order (default: 100)",
    )
    add("--currency", type=_currency, default="EUR", help="currency of the test order (default: EUR)")
    add(
        "--dispatch-seconds",
        type=_whole(DISPATCH_SECONDS),
        default=120,
        metavar="N",
        help="longest wait for a courier (120)",
    )
    add(
        "--position-seconds",
        type=_whole(POSITION_SECONDS),
        default=10,
        metavar="N",
        help="longest way of a position (10)",
    )
    add(
        "--alarm-seconds",
        type=_whole(ALARM_SECONDS),
        default=60,
        metavar="N",
        help="longest wait for an alarm's action (60)",
    )
    add("--skip-alarms", action="store_true", help="set no alarm; otherwise the engineer on call gets a notice")
    add("--keep", action="store_true", help="leave order and shift as they are after a failure")
    add("--json", type=Path, metavar="FILE", help="file for the result")
    return parser


def _position(text: str) -> Position:
    try:
        return Position.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _host(text: str) -> str:
    if not _NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no host name")
    return text


def _currency(text: str) -> str:
    if not re.fullmatch("[A-Z]{3}", text):
        raise argparse.ArgumentTypeError(f"{text[:80]!r} is no currency such as EUR")
    return text


def _whole(allowed: range) -> Callable[[str], int]:
    def parse(text: str) -> int:
        limits = f"a whole number from {allowed[0]} to {allowed[-1]}"
        try:
            value = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text[:80]!r} is not {limits}") from None
        if value not in allowed:
            raise argparse.ArgumentTypeError(f"{text[:80]!r} is not {limits}")
        return value

    return parse
