"""Users of a cache: what each may do, as Valkey writes it."""

import re
from enum import StrEnum
from typing import NotRequired, TypedDict

from ..core.door import Door

MAX_USERS = 100
"""Users of a user group (ElastiCache quotas)."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PATTERN = re.compile(r"\S+")
_COMMANDS = re.compile(r"[+-]@?[a-z][a-z0-9|_-]*( [+-]@?[a-z][a-z0-9|_-]*)*")

_CLIENT = "+info +cluster|slots +cluster|shards +cluster|nodes +cluster|info +cluster|keyslot +cluster|myid"
"""What cluster clients ask when they connect; Valkey counts some of it among the dangerous commands."""

_LISTEN = "+subscribe +psubscribe +ssubscribe +unsubscribe +punsubscribe +sunsubscribe"


class CacheAccess(StrEnum):
    """Which commands a user may give."""

    READ_ONLY = "read-only"
    """Commands that read, and those that listen to its channels."""
    READ_WRITE = "read-write"
    """All commands but administrative and dangerous ones, such as FLUSHALL, KEYS or CONFIG."""
    CUSTOM = "custom"
    """Those of `commands`."""


class CacheUserArgs(TypedDict):
    """A user that signs in with an IAM role."""

    name: str
    """Short name, such as `positions`: lower case letters, digits, single hyphens. It signs in as `<cell>-<name>`."""
    access: CacheAccess
    """Which commands it may give."""
    keys: NotRequired[list[str]]
    """Patterns of the keys that it may use, such as `courier:*`; all by default."""
    channels: NotRequired[list[str]]
    """Patterns of the channels that it may use; none by default."""
    commands: NotRequired[str]
    """With custom access: categories and commands to add and take away, such as `+@read +set -keys`."""


def access_string(user: CacheUserArgs) -> str:
    """What a user may do, as Valkey's ACL rules.

    Channels are reset first and commands taken away first, so that nothing depends on a version's defaults.
    """
    keys = [f"~{pattern}" for pattern in user.get("keys", ["*"])]
    channels = [f"&{pattern}" for pattern in user.get("channels", [])]
    return " ".join(["on", *keys, "resetchannels", *channels, "-@all", _commands(user)])


def check_users(door: Door) -> None:
    """Refuse users that nobody could sign in as, or that would let in more than they say."""
    users = door.items("users", 1, MAX_USERS, limit=f"a cache has 1 to {MAX_USERS} users")
    names = [_check_user(door.inside("users", CacheUserArgs, index)) for index in range(len(users))]
    door.unique("users", names)


def _check_user(door: Door) -> str:
    limit = "it must be lower case letters, digits and single hyphens, and `default` is nobody's"
    name = door.text("name", fits=lambda text: _NAME.fullmatch(text) is not None and text != "default", limit=limit)
    access = door.choice("access", CacheAccess)
    for argument, least in (("keys", 1), ("channels", 0)):
        for pattern in door.items(argument, least) if door.given(argument) else ():
            if not isinstance(pattern, str) or not _PATTERN.fullmatch(pattern):
                raise door.refuse(argument, pattern, "a pattern has at least one character and no spaces")
    custom = access is CacheAccess.CUSTOM
    door.only_with("commands", custom, "only custom access names its commands")
    if custom:
        limit = "it must be words such as +@read, +set or -keys; sign-in, keys and channels have their own arguments"
        door.text("commands", fits=lambda text: _COMMANDS.fullmatch(text) is not None, limit=limit)
        if not door.given("commands"):
            raise door.refuse("commands", None, "custom access must name its commands")
    return name


def _commands(user: CacheUserArgs) -> str:
    match user["access"]:
        case CacheAccess.READ_ONLY:
            listen = f" {_LISTEN}" if user.get("channels") else ""
            return f"+@read +@connection -@dangerous {_CLIENT}{listen}"
        case CacheAccess.READ_WRITE:
            return f"+@all -@admin -@dangerous {_CLIENT}"
        case _:
            return user.get("commands", "")
