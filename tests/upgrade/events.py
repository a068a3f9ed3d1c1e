"""Events of a release: the values that its programs wrote to the topics of a replayed day, and their schemas."""

import gzip
import json
from collections.abc import Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from delivery.generator import generate_day
from delivery.schemas import TOPICS, text
from local.replay.clock import PlatformClock
from local.replay.replaying import Plan, replay
from local.replay.session import Cell
from local.replay.sources import read_topic
from local.runtime.declared import environment_value
from local.runtime.runtime import Runtime
from local.state import load_state

EVENTS: Final = "events.gz"
SCHEMAS: Final = "events.schema.json"

ORDERS: Final = 20
SPEED: Final = 400.0
MOST: Final = 100
"""Values of a topic that are kept: the first ones, which are of every kind."""


def written(state: Path, folder: Path) -> dict[str, list[Any]]:
    """Replay a day through the demo city, and read the first values of each topic.

    Args:
        state: the exported state of the demo city.
        folder: where the cell keeps its files.

    Raises:
        LocalError: the cell cannot start, or the day did not add up.
    """
    stack, clock = load_state(state), PlatformClock.starting_now(SPEED)
    with Runtime(stack, folder, clock=clock) as runtime:
        cell = Cell(stack, runtime.addresses, clock, runtime)
        replay(cell, Plan("a day of a release", generate_day(seed=1, orders=ORDERS)))
        names = {topic: environment_value(stack, f"{topic.upper().replace('-', '_')}_TOPIC") for topic in TOPICS}
        return {
            topic: [json.loads(value) for value in islice(read_topic(runtime.addresses.kafka, name), MOST)]
            for topic, name in names.items()
        }


def keep(folder: Path, values: Mapping[str, list[Any]]) -> None:
    """Write the values and the schemas of the current code into the folder of a release."""
    packed = json.dumps(values, separators=(",", ":")).encode()
    (folder / EVENTS).write_bytes(gzip.compress(packed, mtime=0))
    (folder / SCHEMAS).write_text(text(), encoding="utf-8")


def kept_values(folder: Path) -> dict[str, list[Any]]:
    """The values of a release by topic."""
    return json.loads(gzip.decompress((folder / EVENTS).read_bytes()))


def kept_schemas(folder: Path) -> dict[str, Any]:
    """The schemas of a release."""
    return json.loads((folder / SCHEMAS).read_text(encoding="utf-8"))
