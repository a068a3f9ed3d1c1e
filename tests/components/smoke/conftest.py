"""A fake city, and a smoke test without long waits."""

import json
import signal
from collections.abc import Generator
from pathlib import Path

import pytest

from components.smoke import api, city, order

from .fake_city import FakeCity, served


@pytest.fixture
def fake() -> Generator[FakeCity]:
    """A city without faults; a test adds some."""
    with served(FakeCity()) as found:
        yield found


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setattr(api, "PAUSE_SECONDS", 0.01)
    monkeypatch.setattr(order, "PING_SECONDS", 0.01)
    monkeypatch.setattr(order, "POLL_SECONDS", 0.01)
    monkeypatch.setattr(city, "CALL_SECONDS", 3.0)
    monkeypatch.setattr(city, "FIRST_SECONDS", 3.0)
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def local_cell(fake: FakeCity, tmp_path: Path) -> Path:
    """The folder of a cell on this machine."""
    folder = tmp_path / "cell"
    folder.mkdir()
    (folder / "addresses.json").write_text(json.dumps({"public": fake.url, "payments": fake.url}))
    return folder
