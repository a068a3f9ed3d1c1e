"""A release watches its alarms for the whole time of a step."""

from collections.abc import Callable

from components.release.alarms import Alarms
from components.release.aliases import Aliases
from components.release.shift import POLL_SECONDS, Move, Release
from components.release.steps import at_once, canary, linear, remaining
from tests.components.release.fake_aws import FakeAws


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.time = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        """Advance."""
        self.slept.append(seconds)
        self.time += seconds

    def now(self) -> float:
        """The time."""
        return self.time


def release(aws: FakeAws, clock: Clock, bake_seconds: float, say: Callable[[str], None]) -> Release:
    """A release on a fake clock."""
    clients = aws
    return Release(
        Aliases(clients),  # pyright: ignore[reportArgumentType] - answers as Clients does
        Alarms(clients, ("health",)),  # pyright: ignore[reportArgumentType]
        bake_seconds,
        say,
        clock.sleep,
        clock.now,
    )


def test_alarms_are_read_again_and_again_until_the_end_of_a_step() -> None:
    """At its beginning, every 15 seconds, and at its end; there are two steps."""
    aws, clock, reads = FakeAws(alarms={"health": "OK"}), Clock(), list[float]()
    aws.function("f", 1, 2, at=1)

    def count(operation: str, _: object) -> bool:
        if operation == "DescribeAlarms":
            reads.append(clock.time)
        return False

    aws.denied = count
    alias = Aliases(aws).read("f", "live")  # pyright: ignore[reportArgumentType]
    release(aws, clock, 40, lambda _: None).run([Move(alias=alias, target="2")], canary(10))
    assert reads == [0, 15, 30, 40, 40, 55, 70, 80]
    assert max(clock.slept) == POLL_SECONDS


def test_steps_end_at_everything() -> None:
    """The last share of a linear plan may be smaller."""
    assert (canary(10), linear(30), linear(50), at_once()) == ((10, 100), (30, 60, 90, 100), (50, 100), (100,))


def test_a_continued_plan_begins_where_the_last_one_ended() -> None:
    """The share that was reached is watched again; a share between two steps is kept."""
    assert remaining((10, 100), 0) == (10, 100)
    assert remaining((10, 100), 10) == (10, 100)
    assert remaining((20, 40, 100), 30) == (30, 40, 100)
    assert remaining((10, 100), 100) == (100,)
