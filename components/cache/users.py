"""Access strings: what each user of a cache may do, in the syntax of Valkey's ACL."""

from .args import CacheAccess
from .config import CacheUserConfig

_CLIENT = "+info +cluster|slots +cluster|shards +cluster|nodes +cluster|info +cluster|keyslot +cluster|myid"
"""Commands that cluster clients send when they connect. Valkey counts some of them among the dangerous ones."""

_SUBSCRIBE = "+subscribe +psubscribe +ssubscribe +unsubscribe +punsubscribe +sunsubscribe"


def access_string(user: CacheUserConfig) -> str:
    """What a user may do, as Valkey's ACL rules.

    Channels and commands are reset first, so that nothing depends on the defaults of a version.
    """
    keys = [f"~{pattern}" for pattern in user.keys]
    channels = [f"&{pattern}" for pattern in user.channels]
    return " ".join(["on", *keys, "resetchannels", *channels, "-@all", _commands(user)])


def _commands(user: CacheUserConfig) -> str:
    match user.access:
        case CacheAccess.READ_ONLY:
            subscribe = f" {_SUBSCRIBE}" if user.channels else ""
            return f"+@read +@connection -@dangerous {_CLIENT}{subscribe}"
        case CacheAccess.READ_WRITE:
            return f"+@all -@admin -@dangerous {_CLIENT}"
        case CacheAccess.CUSTOM:
            return user.commands or ""
