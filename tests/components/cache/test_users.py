"""Access strings of cache users, evaluated by a real Valkey server."""

from typing import Any

import pytest
import valkey

from components import CacheAccess
from components.cache import config
from components.cache.users import access_string
from local.backing_services.valkey import Valkey
from tests.components.samples.cache import SAMPLE

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
    """Valkey's answer to a dry run of a command by a user with this access."""
    args: Any = SAMPLE.args({"users": [{"name": "u", **user}]})
    (resolved,) = config.resolve("part", args).users
    rules = access_string(resolved)
    with server.client() as client:
        client.execute_command("ACL SETUSER", "u", "reset", *rules.split())
        said: Any = client.execute_command("ACL DRYRUN", "u", *command.split())
    return said.decode() if isinstance(said, bytes) else str(said)


@pytest.mark.parametrize(("user", "command"), ALLOWED)
def test_a_user_can_run_its_commands(valkey_server: Valkey, user: dict[str, Any], command: str) -> None:
    """Its commands on its keys and channels, and the commands that clients send when they connect."""
    assert answer(valkey_server, user, command) == "OK"


@pytest.mark.parametrize(("user", "command"), DENIED)
def test_a_user_cannot_run_other_commands(valkey_server: Valkey, user: dict[str, Any], command: str) -> None:
    """Other keys and channels are denied, and so are administrative commands."""
    assert answer(valkey_server, user, command) != "OK"


def test_valkey_rejects_unknown_rules(valkey_server: Valkey) -> None:
    """So the tests above evaluate every rule of an access string."""
    with valkey_server.client() as client, pytest.raises(valkey.ResponseError):
        client.execute_command("ACL SETUSER", "u", "reset", "+@nothing")
