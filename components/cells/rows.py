"""The region's table of cells: one row for each cell, which the cell's own stack writes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from .errors import CellsError, one_line

MAX_PAGES: Final = 20
"""Pages of the table, of 1 MB each; a region has at most 50 rows."""

RESERVED: Final = "#"
"""Rows whose key begins so are no cells; no cell's name has this character."""

DIGEST: Final = re.compile(r"sha256:[0-9a-f]{64}")

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class CellRow:
    """One cell as its stack has written it."""

    cell: str
    city: str
    zone: str
    """Empty if the cell serves all of its city."""
    stack: str
    """The full name of its Pulumi stack."""
    version: str
    """The digest of the services' image."""
    draining: bool
    alarm: str
    """The composite alarm of the cell's health."""
    api_host: str = ""
    websocket_url: str = ""
    dashboard: str = ""


@dataclass(frozen=True, kw_only=True)
class MalformedRow:
    """A row that is not usable."""

    cell: str
    reason: str


def called(call: Callable[[], T], action: str) -> T:
    """The answer of a call to AWS.

    Raises:
        CellsError: there is none; the text names the right that the call needs.
    """
    try:
        return call()
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "unknown")
        message = error.response.get("Error", {}).get("Message", "")
        raise CellsError(one_line(f"{action} failed: {code}: {message}")) from None
    except BotoCoreError as error:
        raise CellsError(one_line(f"{action} failed: {error}")) from None


@dataclass(frozen=True)
class CellsTable:
    """The table in DynamoDB."""

    client: Any
    name: str

    def read(self) -> list[CellRow | MalformedRow]:
        """All rows by the cell's name, also those of cells that cannot be used.

        Raises:
            CellsError: the table cannot be read.
        """
        items: list[Mapping[str, Any]] = []
        start: dict[str, Any] = {}
        for _ in range(MAX_PAGES):
            page = called(
                lambda: self.client.scan(TableName=self.name, ConsistentRead=True, **start),  # noqa: B023 - called at once
                f"dynamodb:Scan of {self.name}",
            )
            items += page.get("Items", [])
            if "LastEvaluatedKey" not in page:
                break
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
        else:
            raise CellsError(f"table {self.name} has more than {MAX_PAGES} pages: is it the table of cells?")
        found = [_row(item) for item in items if not _text(item, "cell").startswith(RESERVED)]
        return sorted(found, key=lambda row: row.cell)


def usable(rows: Sequence[CellRow | MalformedRow]) -> list[CellRow]:
    """The rows, if all of them can be used.

    Raises:
        CellsError: a row is malformed.
    """
    for row in rows:
        if isinstance(row, MalformedRow):
            raise CellsError(f"the row of cell {row.cell} {row.reason}: run `pulumi up` in the cell's stack")
    return [row for row in rows if isinstance(row, CellRow)]


def _row(item: Mapping[str, Any]) -> CellRow | MalformedRow:
    cell = one_line(_text(item, "cell"))
    missing = [name for name in ("city", "stack", "version", "alarm") if not _text(item, name)]
    if missing:
        return MalformedRow(cell=cell, reason=f"has no {', '.join(missing)}")
    version = _text(item, "version")
    if not DIGEST.fullmatch(version):
        return MalformedRow(cell=cell, reason=f"has the version {one_line(version)[:80]!r}, which is no digest")
    draining = item.get("draining", {}).get("BOOL", False)
    if not isinstance(draining, bool):
        return MalformedRow(cell=cell, reason="has a draining that is neither true nor false")
    names = ("city", "zone", "stack", "alarm", "api_host", "websocket_url", "dashboard")
    texts = {name: one_line(_text(item, name)) for name in names}
    return CellRow(cell=cell, version=version, draining=draining, **texts)


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name, {}).get("S", "")
    return value if isinstance(value, str) else ""
