"""Never two promotions at once: a row with a holder and an expiry, taken by conditional writes."""

import time

import pytest

from components.cells.errors import CellsError, StoppedError
from components.cells.lock import KEY, Record
from tests.components.cells.region import NEW, OLD, TABLE, Region


def test_a_second_promotion_is_refused(region: Region) -> None:
    """The error says who promotes what, and until when the lock holds; nothing is changed."""
    with region.lock("ann") as lock:
        lock.record.begin(NEW)
        lock.save()
        message = f"ann promotes {NEW} already: wait for its end, or until 20.* UTC if it was killed"
        with pytest.raises(CellsError, match=message), region.lock("bob"):
            pass
    with region.lock("bob"):
        pass
    assert region.calls("set") == []


def test_the_lock_of_a_killed_run_ends(region: Region) -> None:
    """After its lease another run takes it, with its record."""
    killed = region.lock("ann", now=lambda: time.time() - 200)
    killed._take()  # pyright: ignore[reportPrivateUsage]
    killed.record = Record(image=NEW, previous={"lisbon": OLD}, unfinished={"lisbon"}, unbaked={"madrid"})
    killed._valid_until = time.time()  # pyright: ignore[reportPrivateUsage]
    killed.save()

    with region.lock("bob") as lock:
        assert lock.record == killed.record


def test_a_lock_is_renewed_while_its_run_lives(region: Region) -> None:
    """A run that takes longer than the lease keeps the lock."""
    with region.lock(lease_seconds=2.0) as lock:
        before = int(region.lock_row()["expires_at"]["N"])
        deadline = time.monotonic() + 20
        while int(region.lock_row()["expires_at"]["N"]) <= before:
            assert time.monotonic() < deadline
        lock.check()


def test_a_run_that_lost_its_lock_changes_nothing_more(region: Region) -> None:
    """Another run took it: the promotion stops before its next change."""

    def steal() -> None:
        region.client.update_item(
            TableName=TABLE,
            Key={"cell": {"S": KEY}},
            UpdateExpression="set holder = :other",
            ExpressionAttributeValues={":other": {"S": "other"}},
        )

    region.clock.waits = [lambda: None] * 3 + [steal]
    with pytest.raises(StoppedError, match="the lock of the promotion is lost"):
        region.promote()
    assert region.calls("up") == ["lisbon"]
    assert region.lock_row()["holder"] == {"S": "other"}


def test_a_lock_that_cannot_be_renewed_is_lost(region: Region) -> None:
    """Once the lease is over by this machine's clock, others may hold the lock."""
    at = [1000.0]
    with region.lock(now=lambda: at[0]) as lock:
        lock.check()
        at[0] += 121
        with pytest.raises(CellsError, match="the lock of the promotion is lost"):
            lock.check()


def test_another_image_begins_a_new_record(region: Region) -> None:
    """Cells whose update did not end stay known, because their version is not."""
    with region.lock() as lock:
        lock.record = Record(image=NEW, previous={"lisbon": OLD}, unfinished={"lisbon"}, unbaked={"madrid"})
        lock.save()
    with region.lock() as lock:
        lock.record.begin(OLD)
        lock.save()
    with region.lock() as lock:
        assert lock.record == Record(image=OLD, unfinished={"lisbon"})


def test_the_row_of_the_lock_is_no_cell(region: Region) -> None:
    """Readers of the table see cells only."""
    with region.lock():
        assert KEY not in {row.cell for row in region.table.read()}
