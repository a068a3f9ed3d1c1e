"""One promotion at a time in a region: a row in the table of cells, with a holder and an expiry.

The row also has what a later run needs after an interruption: the images of before, the cells whose update did not end,
and the cells whose bake time did not. It is taken and changed by conditional writes only
(https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ConditionExpressions.html).
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, Self

from botocore.exceptions import BotoCoreError, ClientError

from .errors import CellsError, one_line
from .rows import RESERVED, called

KEY: Final = f"{RESERVED}promotion"
LEASE_SECONDS: Final = 120.0
"""How long a killed run keeps others out. Much longer than the clocks of two machines differ."""

RENEWALS: Final = 4
"""Renewals in a lease, so that a few may fail."""

RIGHTS: Final = "dynamodb:UpdateItem"


@dataclass
class Record:
    """What is known about the promotion of an image."""

    image: str = ""
    previous: dict[str, str] = field(default_factory=dict[str, str])
    """Cell to its image before the promotion, for the cells that it changed or began to change."""
    unfinished: set[str] = field(default_factory=set[str])
    """Cells whose update began and did not end, also by an earlier promotion."""
    unbaked: set[str] = field(default_factory=set[str])
    """Cells that have the image, and whose bake time did not end."""

    def begin(self, image: str) -> None:
        """Begin the promotion of an image, or go on with it."""
        if self.image != image:
            self.image, self.previous, self.unbaked = image, {}, set()

    @classmethod
    def read(cls, item: dict[str, Any]) -> Self:
        """The record in a row."""
        return cls(
            image=item.get("image", {}).get("S", ""),
            previous={cell: value["S"] for cell, value in item.get("previous", {}).get("M", {}).items()},
            unfinished=set(item.get("unfinished", {}).get("SS", [])),
            unbaked=set(item.get("unbaked", {}).get("SS", [])),
        )


class PromotionLock:
    """The lock of a region; a context manager that keeps it until the exit."""

    def __init__(
        self,
        client: Any,
        table: str,
        holder: str,
        *,
        lease_seconds: float = LEASE_SECONDS,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.record = Record()
        self._client = client
        self._table = table
        self._holder = holder
        self._lease = lease_seconds
        self._now = now
        self._valid_until = 0.0
        self._is_lost = False
        self._writing = threading.Lock()
        self._released = threading.Event()
        self._thread = threading.Thread(target=self._renew, name="promotion-lock", daemon=True)

    def __enter__(self) -> Self:
        """Take the lock.

        Raises:
            CellsError: another promotion has it, or the table cannot be written.
        """
        self._take()
        answer = called(
            lambda: self._client.get_item(TableName=self._table, Key={"cell": {"S": KEY}}, ConsistentRead=True),
            "dynamodb:GetItem",
        )
        self.record = Record.read(answer.get("Item", {}))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Give the lock back and keep the record. If that fails, the lock ends with its lease."""
        self._released.set()
        self._thread.join()
        try:
            self._update("remove holder, expires_at", {}, "holder = :holder")
        except (ClientError, BotoCoreError):
            return

    def check(self) -> None:
        """Make sure that this run still has the lock; before each change.

        Raises:
            CellsError: it does not.
        """
        if self._is_lost or self._now() >= self._valid_until:
            raise CellsError(
                "the lock of the promotion is lost, because it could not be renewed: run the command again"
            )

    def save(self) -> None:
        """Store the record.

        Raises:
            CellsError: the lock is lost, or the table cannot be written.
        """
        self.check()
        record = self.record
        values: dict[str, Any] = {
            ":image": {"S": record.image},
            ":previous": {"M": {cell: {"S": image} for cell, image in sorted(record.previous.items())}},
        }
        changes, removed = ["image = :image", "previous = :previous"], list[str]()
        for name, cells in (("unfinished", record.unfinished), ("unbaked", record.unbaked)):
            if cells:  # DynamoDB has no empty sets
                values[f":{name}"] = {"SS": sorted(cells)}
                changes.append(f"{name} = :{name}")
            else:
                removed.append(name)
        expression = f"set {', '.join(changes)}" + (f" remove {', '.join(removed)}" if removed else "")
        self._changed(lambda: self._update(expression, values, "holder = :holder"))

    def _take(self) -> None:
        now = self._now()
        values = {":expires": {"N": str(int(now + self._lease))}, ":now": {"N": str(int(now))}}
        expression = "set holder = :holder, expires_at = :expires"
        try:
            self._update(expression, values, "attribute_not_exists(holder) or expires_at < :now")
        except ClientError as error:
            if not _is_refused(error):
                raise CellsError(_text(error)) from None
            raise self._held() from None
        except BotoCoreError as error:
            raise CellsError(one_line(f"{RIGHTS} failed: {error}")) from None
        self._valid_until = now + self._lease

    def _held(self) -> CellsError:
        answer = called(
            lambda: self._client.get_item(TableName=self._table, Key={"cell": {"S": KEY}}, ConsistentRead=True),
            "dynamodb:GetItem",
        )
        item = answer.get("Item", {})
        holder = one_line(item.get("holder", {}).get("S", "unknown"))
        ends = datetime.fromtimestamp(float(item.get("expires_at", {}).get("N", 0)), UTC)
        image = one_line(item.get("image", {}).get("S", "")) or "an image"
        return CellsError(
            f"{holder} promotes {image} already: wait for its end, "
            f"or until {ends:%Y-%m-%d %H:%M:%S} UTC if it was killed"
        )

    def _renew(self) -> None:
        while not self._released.wait(self._lease / RENEWALS):
            now = self._now()
            try:
                values = {":expires": {"N": str(int(now + self._lease))}}
                self._update("set expires_at = :expires", values, "holder = :holder")
            except ClientError as error:
                self._is_lost = self._is_lost or _is_refused(error)
            except BotoCoreError:
                continue  # the lease has time for more attempts
            else:
                self._valid_until = now + self._lease

    def _changed(self, write: Callable[[], None]) -> None:
        try:
            write()
        except ClientError as error:
            if _is_refused(error):
                self._is_lost = True
                self.check()
            raise CellsError(_text(error)) from None
        except BotoCoreError as error:
            raise CellsError(one_line(f"{RIGHTS} failed: {error}")) from None

    def _update(self, expression: str, values: dict[str, Any], condition: str) -> None:
        with self._writing:
            self._client.update_item(
                TableName=self._table,
                Key={"cell": {"S": KEY}},
                UpdateExpression=expression,
                ConditionExpression=condition,
                ExpressionAttributeValues={":holder": {"S": self._holder}, **values},
            )


def _is_refused(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") == "ConditionalCheckFailedException"


def _text(error: ClientError) -> str:
    details = error.response.get("Error", {})
    return one_line(f"{RIGHTS} failed: {details.get('Code', 'unknown')}: {details.get('Message', '')}")
