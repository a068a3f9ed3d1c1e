"""Promotions that are killed or interrupted in the middle of a wave, with real conditional writes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

import pytest

from local.backing_services.dynamodb import DynamoDB
from local.backing_services.process import wait_until
from tests.components.cells.region import NEW, OLD, REPOSITORY, TABLE, Region, open_region, stack_of

ROOT = Path(__file__).parents[3]

pytestmark = pytest.mark.city


@pytest.fixture
def region(tmp_path: Path, dynamodb_local: DynamoDB) -> Generator[Region]:
    """A region in DynamoDB Local, where the update of madrid does not end."""
    client = dynamodb_local.client()
    region = open_region(client, tmp_path)
    region.flag("madrid", "hold")
    yield region
    for held in tmp_path.glob("*.hold"):
        held.unlink()
    client.delete_table(TableName=TABLE)


def promoting(region: Region) -> subprocess.Popen[str]:
    """Start a promotion."""
    path = os.pathsep.join([str(region.folder / "bin"), os.defpath])
    words = [sys.executable, "-m", "tests.components.cells.promoting", region.client.meta.endpoint_url, region.folder]
    credentials = {"AWS_ACCESS_KEY_ID": "local", "AWS_SECRET_ACCESS_KEY": "local"}
    return subprocess.Popen(
        words, cwd=ROOT, env=os.environ | {"PATH": path} | credentials, stderr=subprocess.PIPE, text=True
    )


def begun(region: Region, cell: str) -> bool:
    """Whether the update of a cell runs."""
    return wait_until(lambda: cell in region.calls("up"), seconds=60)


def test_a_killed_promotion_is_continued(region: Region) -> None:
    """After the lease the next run takes over; the cell whose update the kill left alone is updated again."""
    killed = promoting(region)
    assert begun(region, "madrid")
    killed.kill()
    killed.communicate(timeout=30)
    region.flag("madrid", "hold", is_set=False)
    assert wait_until(lambda: region.versions()["madrid"] == NEW, seconds=30)
    # The lock counts whole seconds.
    assert wait_until(lambda: int(region.lock_row()["expires_at"]["N"]) < int(time.time()), seconds=30)

    _, printed = (run := promoting(region)).communicate(timeout=60)

    assert run.returncode == 0, printed
    assert region.calls("up").count("lisbon") == 1
    assert region.calls("up").count("madrid") == 2
    assert set(region.versions().values()) == {NEW}


def test_an_interrupted_promotion_gives_the_lock_back(region: Region) -> None:
    """The engine is interrupted once, the way back is printed, and the same command goes on at once."""
    run = promoting(region)
    assert begun(region, "madrid")
    run.send_signal(signal.SIGTERM)
    _, printed = run.communicate(timeout=60)

    assert run.returncode == 130, printed
    assert region.calls("interrupted") == ["madrid"]
    assert "stopped; the same command goes on where this one ended" in printed
    set_back = f"pulumi config set citycell:serviceImage {REPOSITORY}@{OLD} --stack "
    assert [line.strip() for line in printed.splitlines() if set_back in line] == [
        set_back + stack_of("madrid"),
        set_back + stack_of("lisbon"),
    ]
    assert "holder" not in region.lock_row()
    region.flag("madrid", "hold", is_set=False)
    again = promoting(region)
    assert (again.communicate(timeout=60), again.returncode)[1] == 0
    assert region.calls("up").count("lisbon") == 1
