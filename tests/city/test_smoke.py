"""The command that tests a city on AWS passes against the city on this machine."""

import json
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from local.paths import ROOT
from local.replay.session import Cell

pytestmark = [pytest.mark.city, pytest.mark.engine, pytest.mark.timeout(600)]


def smoke(cell: Cell, folder: Path) -> tuple[int, str, dict[str, str]]:
    """Exit code, output, and outcome by step."""
    assert cell.runtime
    file = folder / "result.json"
    command = [sys.executable, "-m", "components.smoke", "demo", "--local", str(folder), "--json", str(file)]
    cell.addresses.save(folder)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    steps = json.loads(file.read_text())["steps"] if file.exists() else []
    return done.returncode, done.stdout + done.stderr, {step["name"]: step["outcome"] for step in steps}


def test_the_city_works(cell: Cell, tmp_path: Path) -> None:
    """Every step is ok, twice; alarms are skipped. One delivered order remains of each test, and nothing open."""
    for _ in range(2):
        code, printed, steps = smoke(cell, tmp_path)
        assert code == 0, printed
        assert [name for name, outcome in steps.items() if outcome != "ok"] == ["alarm reaches its topic"]
    with psycopg.connect(cell.addresses.postgres) as connection:
        orders = connection.execute("select status from delivery.orders where restaurant_id = 'smoke-restaurant'")
        assert orders.fetchall() == [("delivered",), ("delivered",)]
        couriers = connection.execute("select status, active_orders from delivery.couriers")
        assert couriers.fetchall() == [("off", [])]


def test_a_city_without_kafka_is_found(cell: Cell, tmp_path: Path) -> None:
    """Orders are still accepted, but no page shows them: the step says what to read, and nothing is left open."""
    assert cell.runtime
    assert cell.runtime.kafka
    cell.runtime.kafka.kill()
    try:
        code, printed, steps = smoke(cell, tmp_path)
    finally:
        cell.runtime.kafka.start()
    assert code == 1
    assert [name for name, outcome in steps.items() if outcome == "failed"] == ["restaurant accepts"], printed
    assert "read the logs of project-orders and push-updates" in printed
    assert steps["clean up"] == "ok"
