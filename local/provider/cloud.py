"""What exists in the cloud of the loopback provider: resources with their properties, also those that no state has.

A real account keeps what Pulumi retains, and what AWS changes by itself. So does this one, in a file beside the stack's
backend: a refresh reads it, an import finds retained resources in it, and a name that it has cannot be used again.
"""

import json
import sqlite3
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .account import Account

_SCHEMA = """
CREATE TABLE IF NOT EXISTS resources (
    token TEXT, account TEXT, region TEXT, id TEXT, urn TEXT, name TEXT, inputs TEXT, properties TEXT,
    PRIMARY KEY (token, account, region, id, urn)
)
"""


_NUMBERS = """
CREATE TABLE IF NOT EXISTS numbers (
    token TEXT, account TEXT, region TEXT, name TEXT, used INTEGER,
    PRIMARY KEY (token, account, region, name)
)
"""


@dataclass(frozen=True)
class Standing:
    """One resource that exists."""

    token: str
    account: str
    region: str
    id: str
    urn: str
    """URN with which it was created."""
    name: str
    """Its name, or what else AWS accepts only once; otherwise empty."""
    inputs: Mapping[str, Any]
    properties: Mapping[str, Any]


class Cloud:
    """All resources of one loopback cloud."""

    def __init__(self, path: Path | None = None) -> None:
        """Open a cloud that is kept in a file, readable by this user only; without one it ends with the process."""
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA synchronous = OFF")  # a file for tests and demos
        self._connection.execute(_SCHEMA)
        self._connection.execute(_NUMBERS)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def put(self, standing: Standing) -> None:
        """Create a resource or replace its properties."""
        values = (
            *(standing.token, standing.account, standing.region, standing.id, standing.urn, standing.name),
            *(json.dumps(standing.inputs), json.dumps(standing.properties)),
        )
        self._run("INSERT OR REPLACE INTO resources VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)

    def delete(self, standing: Standing) -> None:
        """Delete a resource."""
        values = (standing.token, standing.account, standing.region, standing.id, standing.urn)
        self._run("DELETE FROM resources WHERE (token, account, region, id, urn) = (?, ?, ?, ?, ?)", values)

    def find(self, token: str, account: Account, identifier: str, urn: str = "") -> Standing | None:
        """The resource with an id, first of all the one with this URN, or None."""
        rows = self._run(
            "SELECT * FROM resources WHERE (token, account, region, id) = (?, ?, ?, ?) ORDER BY urn = ? DESC",
            (token, account.id, account.region, identifier, urn),
        )
        return next(map(_standing, rows), None)

    def named(self, token: str, account: Account, name: str, *, worldwide: bool = False) -> Standing | None:
        """The resource that has a name which AWS accepts once in an account and region, or once in the world."""
        rows = self._run("SELECT * FROM resources WHERE (token, name) = (?, ?)", (token, name))
        place = (account.id, account.region)
        return next((item for item in map(_standing, rows) if worldwide or (item.account, item.region) == place), None)

    def holding(self, account: Account, name: str) -> Standing | None:
        """The resource of any type that has what a type declares as `ResourceType.unique`."""
        rows = self._run("SELECT * FROM resources WHERE (account, region, name) = (?, ?, ?)", (*_place(account), name))
        return next(map(_standing, rows), None)

    def used(self, token: str, account: Account, name: str) -> int:
        """The last number of a name, and count it up: revisions of a deleted name are not used again."""
        statement = """
            INSERT INTO numbers VALUES (?, ?, ?, ?, 1)
            ON CONFLICT DO UPDATE SET used = used + 1 RETURNING used - 1
        """
        ((used,),) = self._run(statement, (token, account.id, account.region, name))
        return int(used)

    def of_type(self, token: str) -> list[Standing]:
        """Every resource of a type, in all accounts and regions."""
        return list(map(_standing, self._run("SELECT * FROM resources WHERE token = ?", (token,))))

    def all(self) -> list[Standing]:
        """Every resource."""
        return [_standing(row) for row in self._run("SELECT * FROM resources", ())]

    def _run(self, statement: str, values: tuple[str, ...]) -> list[Any]:
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _place(account: Account) -> tuple[str, str]:
    return account.id, account.region


def _standing(row: Any) -> Standing:
    token, account, region, identifier, urn, name, inputs, properties = row
    return Standing(token, account, region, identifier, urn, name, json.loads(inputs), json.loads(properties))


@contextmanager
def opened(path: Path | None) -> Generator[Cloud]:
    """A cloud, closed at the end of the block."""
    cloud = Cloud(path)
    try:
        yield cloud
    finally:
        cloud.close()
