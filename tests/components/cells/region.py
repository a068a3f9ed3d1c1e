"""An imitation of a region: a table of cells, alarms, and a `pulumi` executable that records its calls."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from components.cells.health import Alarms
from components.cells.lock import KEY, PromotionLock
from components.cells.promotion import Promotion
from components.cells.rows import CellRow, CellsTable
from components.cells.stacks import Stacks
from components.cells.waves import plan

TABLE = "region-cells"
OLD, NEW = "sha256:" + "a" * 64, "sha256:" + "b" * 64
REPOSITORY = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/services"
CELLS = ("lisbon", "madrid", "porto", "sevilla", "vigo")

PULUMI = """#!{python} -IS
import json, os, signal, sys, time
from pathlib import Path
folder = Path({folder!r})
words = sys.argv[1:]
stack = words[words.index("--stack") + 1].replace("/", "_")
signal.signal(signal.SIGINT, lambda *_: (note("interrupted"), os._exit(1)))
def note(what):
    with (folder / "calls.jsonl").open("a") as calls:
        calls.write(json.dumps([what, stack, words]) + "\\n")
image = folder / f"{{stack}}.image"
if words[:2] == ["stack", "output"]:
    print((folder / "outputs.json").read_text())
elif words[:2] == ["config", "get"]:
    if not image.exists():
        sys.exit("error: configuration key 'citycell:serviceImage' not found")
    print(image.read_text())
elif words[:2] == ["config", "set"]:
    note("set")
    image.write_text(words[3])
elif words[0] == "up":
    note("up")
    running = len(list(folder.glob("*.running")))
    with (folder / "parallel").open("a") as parallel:
        parallel.write(f"{{running + 1}}\\n")
    (folder / f"{{stack}}.running").touch()
    while (folder / f"{{stack}}.hold").exists():
        time.sleep(0.01)
    (folder / f"{{stack}}.running").unlink()
    if (folder / f"{{stack}}.fail").exists():
        print("Updating...\\nerror: update failed")
        print("error: orders-service: the deployment circuit breaker was triggered")
        sys.exit(255)
    if not (folder / f"{{stack}}.forget").exists():
        (folder / f"{{stack}}.deployed").write_text(image.read_text().split("@")[-1])
    note("ended")
"""


def stack_of(cell: str) -> str:
    """The stack of a cell."""
    return f"acme/citycell/{cell}"


def row(cell: str, **changes: Any) -> dict[str, Any]:
    """A row as a cell's stack writes it."""
    texts: dict[str, Any] = {
        "city": cell,
        "stack": stack_of(cell),
        "version": OLD,
        "alarm": f"{cell}-health",
        "zone": "",
    } | changes
    draining = texts.pop("draining", False)
    item = {name: {"S": text} for name, text in texts.items() if text is not None}
    return {"cell": {"S": cell}, "draining": {"BOOL": draining}, **item}


class UpdatedTable(CellsTable):
    """The table, with the versions that the imitated engine has deployed."""

    folder: Path

    def read(self) -> list[Any]:
        """All rows; a stack writes its own row in its update."""
        found: list[Any] = []
        for item in super().read():
            deployed = self.folder / f"{stack_of(item.cell).replace('/', '_')}.deployed"
            if deployed.exists() and isinstance(item, CellRow):
                values = {name: getattr(item, name) for name in CellRow.__dataclass_fields__}
                found.append(CellRow(**{**values, "version": deployed.read_text()}))
            else:
                found.append(item)
        return found


@dataclass
class CloudWatch:
    """Alarms with a state; CloudWatch can also refuse to answer."""

    states: dict[str, tuple[str, datetime]]
    is_denied: bool = False

    def set(self, cell: str, state: str) -> None:
        """Change the state of a cell's alarm."""
        self.states[f"{cell}-health"] = (state, self.states[f"{cell}-health"][1] + timedelta(minutes=1))

    def describe_alarms(self, **request: Any) -> dict[str, Any]:
        """As AWS answers for composite alarms, which it leaves out unless their type is named."""
        if self.is_denied:
            raise ClientError({"Error": {"Code": "AccessDenied", "Message": "no"}}, "DescribeAlarms")
        assert "CompositeAlarm" in request["AlarmTypes"]
        found = [(name, *self.states[name]) for name in request["AlarmNames"] if name in self.states]
        return {
            "CompositeAlarms": [
                {"AlarmName": name, "StateValue": state, "StateTransitionedTimestamp": at} for name, state, at in found
            ]
        }


@dataclass
class Clock:
    """A clock that waiting moves."""

    at: float = 0.0
    waits: list[Any] = field(default_factory=list[Any])
    """Called one after the other, one at each wait."""

    def __call__(self) -> float:
        """The time."""
        return self.at

    def wait(self, seconds: float) -> None:
        """Move on, and let something happen."""
        self.at += seconds
        if self.waits:
            self.waits.pop(0)()


@dataclass
class Region:
    """A region with cells."""

    client: Any
    folder: Path
    cloudwatch: CloudWatch
    clock: Clock = field(default_factory=Clock)
    said: list[str] = field(default_factory=list[str])

    @property
    def table(self) -> CellsTable:
        """The table of cells."""
        table = UpdatedTable(self.client, TABLE)
        object.__setattr__(table, "folder", self.folder)
        return table

    def lock(self, holder: str = "me", **changes: Any) -> PromotionLock:
        """A lock of a run."""
        return PromotionLock(self.client, TABLE, holder, **changes)

    def promotion(self, lock: PromotionLock, **changes: Any) -> Promotion:
        """A promotion of `NEW`, with the default waves."""
        cells = [found for found in self.table.read() if isinstance(found, CellRow)]
        given: dict[str, Any] = {
            "image": NEW,
            "waves": plan(cells),
            "table": self.table,
            "alarms": Alarms(self.cloudwatch),
            "stacks": Stacks(Path(), self.folder),
            "lock": lock,
            "bake_seconds": 60.0,
            "parallel": 2,
            "say": self.said.append,
            "clock": self.clock,
            "wait": self.clock.wait,
        }
        return Promotion(**given | changes)

    def promote(self, **changes: Any) -> Promotion:
        """Promote `NEW` and return the promotion."""
        with self.lock() as lock:
            promotion = self.promotion(lock, **changes)
            promotion.run()
        return promotion

    def flag(self, cell: str, what: str, *, is_set: bool = True) -> None:
        """Let the update of a cell `hold`, `fail`, or `forget` its row."""
        path = self.folder / f"{stack_of(cell).replace('/', '_')}.{what}"
        if is_set:
            path.touch()
        else:
            path.unlink()

    def image(self, cell: str) -> str:
        """The image in the settings of a cell's stack."""
        return (self.folder / f"{stack_of(cell).replace('/', '_')}.image").read_text()

    def calls(self, what: str) -> list[str]:
        """The cells of the calls of one kind, in order."""
        file = self.folder / "calls.jsonl"
        lines = file.read_text().splitlines() if file.exists() else []
        found = [json.loads(line) for line in lines]
        return [stack.rsplit("_", 1)[-1] for kind, stack, _ in found if kind == what]

    def versions(self) -> dict[str, str]:
        """The version of each cell."""
        return {found.cell: found.version for found in self.table.read() if isinstance(found, CellRow)}

    def lock_row(self) -> dict[str, Any]:
        """The row of the lock."""
        return self.client.get_item(TableName=TABLE, Key={"cell": {"S": KEY}}).get("Item", {})

    def put(self, cell: str, **changes: Any) -> None:
        """Write a cell's row."""
        self.client.put_item(TableName=TABLE, Item=row(cell, **changes))


def open_region(client: Any, folder: Path, cells: Sequence[str] = CELLS) -> Region:
    """Make the table, the stacks and the executable."""
    client.create_table(
        TableName=TABLE,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "cell", "AttributeType": "S"}],
        KeySchema=[{"AttributeName": "cell", "KeyType": "HASH"}],
    )
    states = {f"{cell}-health": ("OK", datetime(2026, 11, 1, tzinfo=UTC)) for cell in cells}
    region = Region(client, folder, CloudWatch(states))
    for cell in cells:
        region.put(cell)
        (folder / f"{stack_of(cell).replace('/', '_')}.image").write_text(f"{REPOSITORY}@{OLD}")
    write_pulumi(folder)
    return region


def write_pulumi(folder: Path) -> None:
    """Write the executable into `bin`."""
    (folder / "bin").mkdir()
    executable = folder / "bin" / "pulumi"
    executable.write_text(PULUMI.format(python=sys.executable, folder=str(folder)))
    executable.chmod(0o755)
