"""What cache users may do, asked of a real Valkey."""

from typing import Any

import pytest
import valkey

from components.cache_users import CacheAccess, access_string
from local.backing_services.valkey import Valkey

pytestmark = [pytest.mark.city, pytest.mark.timeout(60)]

READER: dict[str, Any] = {"access": CacheAccess.READ_ONLY, "keys": ["order:*"]}
LISTENER: dict[str, Any] = {**READER, "channels": ["updates:*"]}
WRITER: dict[str, Any] = {"access": CacheAccess.READ_WRITE, "keys": ["order:*"]}
CUSTOM: dict[str, Any] = {"access": CacheAccess.CUSTOM, "commands": "+@read +set -keys"}

ALLOWED = [
    (READER, "GET order:1"),
    (READER, "CLUSTER SLOTS"),
    (READER, "INFO"),
    (READER, "READONLY"),
    (LISTENER, "SSUBSCRIBE updates:1"),
    (WRITER, "GEOADD order:1 1 2 courier"),
    (WRITER, "EXPIRE order:1 30"),
    (WRITER, "MULTI"),
    (WRITER, "CLUSTER SHARDS"),
    (CUSTOM, "SET order:1 x"),
]

DENIED = [
    (READER, "SET order:1 x"),
    (READER, "GET courier:1"),
    (READER, "KEYS *"),
    (READER, "SSUBSCRIBE updates:1"),
    (LISTENER, "SSUBSCRIBE others:1"),
    (LISTENER, "SPUBLISH updates:1 x"),
    (WRITER, "SET courier:1 x"),
    (WRITER, "SPUBLISH updates:1 x"),
    (WRITER, "FLUSHALL"),
    (WRITER, "CONFIG GET *"),
    (WRITER, "CLUSTER RESET"),
    (WRITER, "ACL LIST"),
    (CUSTOM, "KEYS *"),
    (CUSTOM, "DEL order:1"),
]


def answer(server: Valkey, user: dict[str, Any], command: str) -> str:
    """What Valkey says of a command by a user with this access."""
    rules = access_string({"name": "u", **user})  # pyright: ignore[reportArgumentType] - the tests' dict
    with server.client() as client:
        client.execute_command("ACL SETUSER", "u", "reset", *rules.split())
        said: Any = client.execute_command("ACL DRYRUN", "u", *command.split())
    return said.decode() if isinstance(said, bytes) else str(said)


@pytest.mark.parametrize(("user", "command"), ALLOWED)
def test_a_user_may_do_what_it_is_for(valkey_server: Valkey, user: dict[str, Any], command: str) -> None:
    """Its commands on its keys and channels, and what clients ask when they connect."""
    assert answer(valkey_server, user, command) == "OK"


@pytest.mark.parametrize(("user", "command"), DENIED)
def test_a_user_may_do_nothing_else(valkey_server: Valkey, user: dict[str, Any], command: str) -> None:
    """Neither other keys and channels nor administrative commands."""
    assert answer(valkey_server, user, command) != "OK"


def test_wrong_rules_would_be_noticed(valkey_server: Valkey) -> None:
    """Valkey refuses a rule that it does not know, so that the answers above are about rules that it took."""
    with valkey_server.client() as client, pytest.raises(valkey.ResponseError):
        client.execute_command("ACL SETUSER", "u", "reset", "+@nothing")
