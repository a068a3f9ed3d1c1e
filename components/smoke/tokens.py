"""The bearer tokens of the four roles, of identities that exist for this test only."""

import base64
import json
import shlex
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, cast

from ..identity.limits import RESTAURANT_GROUP, TEST_GROUP
from .errors import SmokeError
from .target import MAX_FILE_BYTES, Target

COMMAND_SECONDS: Final = 60.0
MAX_TOKEN_CHARACTERS: Final = 8192
"""An Application Load Balancer accepts headers of up to 16 KB
(https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html)."""

LEFT_SECONDS: Final = 300.0
"""A token must stay valid for this long, which the test takes at most."""

PREFIX: Final = "smoke-"
"""Beginning of the subjects. A test with the token of a real courier would put this courier on shift."""


class Role(StrEnum):
    """The roles of docs/architecture.md."""

    CUSTOMER = "customer"
    RESTAURANT = "restaurant"
    COURIER = "courier"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Token:
    """A token and the subject in its claims."""

    subject: str
    text: str

    def __repr__(self) -> str:
        """Without the token, which must not be printed."""
        return f"Token({self.subject})"


Source = Callable[[Role], str]
"""Returns the token of a role."""


def from_file(file: Path) -> Source:
    """Tokens in a JSON object by role.

    Raises:
        SmokeError: the file is unusable.
    """
    try:
        found = json.loads(file.read_bytes()[:MAX_FILE_BYTES])
    except OSError as error:
        raise SmokeError(f"--tokens {file}: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise SmokeError(f"--tokens {file}: it is not JSON; write an object of role to token") from None
    tokens = cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}

    def token(role: Role) -> str:
        value = tokens.get(role)
        if not isinstance(value, str):
            raise SmokeError(f"--tokens {file}: there is no token of role {role}; add the key {role!r} with its token")
        return value

    return token


def from_command(command: str) -> Source:
    """Tokens that a command prints; it is called with role and subject as its last arguments.

    Raises:
        SmokeError: the command line is malformed.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SmokeError(f"--token-command: {error}") from None
    if not words:
        raise SmokeError("--token-command: it is empty")

    def token(role: Role) -> str:
        try:
            done = subprocess.run(
                [*words, role, f"{PREFIX}{role}"], capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False
            )
        except OSError as error:
            raise SmokeError(f"--token-command: {words[0]} cannot start: {error.strerror}") from None
        except subprocess.TimeoutExpired:
            raise SmokeError(f"--token-command: no token of role {role} after {COMMAND_SECONDS:g} s") from None
        except UnicodeDecodeError:
            raise SmokeError(f"--token-command: the output for role {role} is not text") from None
        if done.returncode:
            # The output may contain a token, so it is not repeated.
            raise SmokeError(f"--token-command: exit code {done.returncode} for role {role}; run it by hand")
        return done.stdout.strip()

    return token


def from_local_gateway(target: Target) -> Source:
    """Tokens that the gateway of a cell on this machine signs."""

    def token(role: Role) -> str:
        query = urllib.parse.urlencode({"role": role, "sub": f"{PREFIX}{role}"})
        try:
            with urllib.request.urlopen(f"{target.api_url}/_local/token?{query}", timeout=10) as answer:  # noqa: S310 - loopback
                return str(json.loads(answer.read(MAX_FILE_BYTES))["token"])
        except (OSError, urllib.error.URLError, ValueError, KeyError, TypeError):
            raise SmokeError(f"{target.api_url} signs no tokens: restart the cell") from None

    return token


def read_tokens(source: Source) -> dict[Role, Token]:
    """The tokens of all roles.

    Raises:
        SmokeError: one is missing, expires too early, or belongs to someone else than a test identity.
    """
    return {role: _checked(role, source(role)) for role in Role}


def _checked(role: Role, text: str) -> Token:
    """A token whose claims fit the test; the order service verifies its signature."""
    claims = _claims(role, text)
    subject = _subject(claims)
    if subject is None:
        raise SmokeError(
            f"the token of role {role} has the subject {str(claims.get('sub'))[:80]!r}: use an identity that begins "
            f"with {PREFIX}, or a user in the group {TEST_GROUP}, so that the test cannot act for a real {role}"
        )
    # The pool of an access token of Amazon Cognito decides its role; only the order service knows the pools.
    if claims.get("role") != role and "client_id" not in claims:
        raise SmokeError(f"the token of role {role} has the role {str(claims.get('role'))[:40]!r} in its claims")
    expires = claims.get("exp")
    left = expires - time.time() if isinstance(expires, int | float) else 0.0
    if left < LEFT_SECONDS:
        raise SmokeError(
            f"the token of role {role} must be valid for {LEFT_SECONDS:g} s more; it has {max(0.0, left):.0f} s"
        )
    return Token(subject, text)


def _subject(claims: Mapping[str, Any]) -> str | None:
    """The subject of a test identity, and None for every other.

    The staff of a restaurant act for the restaurant that their group names, so that the restaurant must be one of the
    test; other users of a pool are identities of the test if they are in its group.
    """
    subject, groups = claims.get("sub"), claims.get("cognito:groups")
    names = [str(group) for group in cast("list[object]", groups)] if isinstance(groups, list) else []
    restaurants = [name.removeprefix(RESTAURANT_GROUP) for name in names if name.startswith(RESTAURANT_GROUP)]
    if restaurants:
        return restaurants[0] if restaurants[0].startswith(PREFIX) and len(restaurants) == 1 else None
    if isinstance(subject, str) and (subject.startswith(PREFIX) or TEST_GROUP in names):
        return subject
    return None


def _claims(role: Role, text: str) -> Mapping[str, Any]:
    parts = text.split(".")
    if len(parts) != 3 or len(text) > MAX_TOKEN_CHARACTERS or not text.isascii() or not text.isprintable():  # noqa: PLR2004 - JWT
        raise SmokeError(f"the token of role {role} is not a signed JWT")
    try:
        claims = json.loads(base64.urlsafe_b64decode(parts[1] + "=" * (-len(parts[1]) % 4)))
    except (ValueError, RecursionError):
        raise SmokeError(f"the token of role {role} is not a signed JWT") from None
    if not isinstance(claims, dict):
        raise SmokeError(f"the token of role {role} has no claims")
    return cast("dict[str, Any]", claims)
