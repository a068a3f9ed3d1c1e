"""Function `track_couriers` with a real Valkey in cluster mode."""

from collections.abc import Callable
from typing import Any, cast

import pytest
from valkey.cluster import ValkeyCluster
from valkey.exceptions import ValkeyError

from delivery.events import CITY_FEED, CourierPing, FleetUpdate
from lambdas.track_couriers.handler import Tracking
from lambdas.track_couriers.positions import SILENT_SECONDS, Positions

pytestmark = pytest.mark.city
MakeEvent = Callable[..., dict[str, Any]]
MakePing = Callable[..., CourierPing]
DONE: dict[str, Any] = {"batchItemFailures": []}


@pytest.fixture
def tracking(valkey: ValkeyCluster, sent: Any) -> Tracking:
    """The function with its real store; courier-1 carries two orders."""
    valkey.sadd("courier:{courier-1}:orders", "a", "b")
    return Tracking(Positions(valkey), sent)


def sequence(valkey: ValkeyCluster, courier: str = "courier-1") -> int:
    """The sequence of the stored position."""
    return int(str(valkey.hget(f"courier:{{{courier}}}:position", "sequence").decode()))  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue]


def test_the_newest_sequence_wins_within_and_across_batches(
    tracking: Tracking, valkey: ValkeyCluster, kafka_event: MakeEvent, ping: MakePing
) -> None:
    """Late pings change nothing."""
    assert tracking.track(kafka_event(ping(sequence=1), ping(sequence=5), ping(sequence=3))) == DONE
    assert tracking.track(kafka_event(ping(sequence=4))) == DONE
    assert sequence(valkey) == 5


def test_each_order_of_a_courier_gets_the_position_and_the_map_gets_all(
    tracking: Tracking, sent: Any, kafka_event: MakeEvent, ping: MakePing
) -> None:
    """One update for each order of the courier, and one for the map with all couriers of the batch."""
    tracking.track(kafka_event(ping(sequence=1), ping("courier-2", 1)))
    assert sent.feeds == ["order:a", "order:b", CITY_FEED]
    fleet = sent.updates[-1]
    assert isinstance(fleet, FleetUpdate)
    assert [position.courier_id for position in fleet.positions] == ["courier-1", "courier-2"]


@pytest.mark.parametrize(
    ("second", "pushed"),
    [({"at": 4.0}, False), ({"at": 4.0, "lat": 38.72}, True), ({"at": 60.0}, True)],
    ids=["as guessed", "moved a kilometre", "silent for a minute"],
)
def test_a_position_is_pushed_only_when_the_page_would_guess_wrong(
    tracking: Tracking, kafka_event: MakeEvent, ping: MakePing, second: dict[str, float], *, pushed: bool
) -> None:
    """The page of an order gets a position when its extrapolation is wrong or old; the map gets every ping."""
    sent = cast("Any", tracking.updates)
    tracking.track(kafka_event(ping(sequence=1)))
    sent.updates.clear()
    tracking.track(kafka_event(ping(sequence=2, **second)))
    assert (["order:a", "order:b"] if pushed else []) + [CITY_FEED] == sent.feeds


def test_an_update_that_was_not_delivered_is_retried_and_pushed(
    tracking: Tracking, sent: Any, kafka_event: MakeEvent, ping: MakePing
) -> None:
    """A position counts as pushed only after the brokers acknowledged it."""
    event = kafka_event(ping(sequence=1))
    sent.lost = {"order:a"}
    assert [item["itemIdentifier"]["offset"] for item in tracking.track(event)["batchItemFailures"]] == [100]
    sent.lost, sent.updates = set(), []
    assert tracking.track(event) == DONE
    assert sent.feeds == ["order:a", "order:b", CITY_FEED]


def test_the_position_of_a_silent_courier_expires(
    tracking: Tracking, valkey: ValkeyCluster, kafka_event: MakeEvent, ping: MakePing
) -> None:
    """Every stored position has a time to live."""
    tracking.track(kafka_event(ping()))
    ttls = [int(str(valkey.ttl(f"courier:{{courier-1}}:{key}"))) for key in ("position", "pushed")]
    assert all(0 < ttl <= SILENT_SECONDS for ttl in ttls)


def test_the_newest_pings_are_retried_when_valkey_is_unavailable(
    sent: Any, kafka_event: MakeEvent, ping: MakePing, valkey: ValkeyCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older pings of the batch are not retried."""
    positions = Positions(valkey)

    def silent(_pings: Any) -> Any:
        raise ValkeyError

    monkeypatch.setattr(positions, "store", silent)
    answer = Tracking(positions, sent).track(kafka_event(ping(sequence=1), ping(sequence=2), ping("courier-2")))
    assert [item["itemIdentifier"]["offset"] for item in answer["batchItemFailures"]] == [101, 102]
