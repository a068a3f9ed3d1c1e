"""The published schemas of events: current, true of what is written, and compatible with the last releases."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

from delivery import schemas
from delivery.events import FleetUpdate, PositionUpdate
from tests.delivery.factories import CENTRE, order_event, ping
from tests.upgrade.events import EVENTS, kept_schemas, kept_values
from tests.upgrade.releases import FOLDER

RELEASES = sorted(path.parent for path in FOLDER.glob(f"*/{EVENTS}"))
POSITION = PositionUpdate(
    feed="city",
    version=1,
    courier_id="k1",
    position=CENTRE,
    speed_mps=5.0,
    heading_degrees=90.0,
    recorded_at=1.0,
    sent_at_ms=1000.0,
)
each_release = pytest.mark.parametrize("release", RELEASES, ids=lambda path: path.name)


def wrong(topic: str, values: Sequence[Any], published: dict[str, Any]) -> list[str]:
    """What a JSON Schema validator says about values of a topic."""
    validator = jsonschema.Draft202012Validator(schemas.schema_of(topic, published))
    return [f"{error.json_path}: {error.message}" for value in values for error in validator.iter_errors(value)]


def changed(name: str, field: str, **keywords: Any) -> dict[str, Any]:
    """The current document with another schema of a field; None removes the field."""
    document = schemas.document()
    properties = document["$defs"][name]["properties"]
    properties[field] = {**properties.get(field, {}), **keywords}
    return document


def test_the_file_is_current() -> None:
    """Run `python -m delivery.schemas` after a change of `delivery.events`."""
    assert schemas.FILE.read_text(encoding="utf-8") == schemas.text()


@pytest.mark.parametrize(
    ("topic", "value"),
    [
        ("order-events", order_event()),
        ("courier-locations", ping()),
        ("tracking-updates", POSITION),
        ("tracking-updates", FleetUpdate(feed="city", positions=[POSITION])),
    ],
)
def test_what_is_written_has_the_published_form(topic: str, value: Any) -> None:
    """And a value without one of its fields has not."""
    written, published = msgspec.to_builtins(value), schemas.document()
    assert wrong(topic, [written], published) == []
    without = {key: item for key, item in written.items() if key not in {"version", "sequence", "feed"}}
    assert wrong(topic, [without], published)


def test_there_is_a_release_to_compare_with() -> None:
    """`python -m tests.upgrade.releases` records one."""
    assert RELEASES


@each_release
def test_events_of_a_release_are_read_as_before(release: Path) -> None:
    """Every kept value decodes with the current types, and has the current and its own published form."""
    values, then, now = kept_values(release), kept_schemas(release), schemas.document()
    assert sorted(values) == sorted(schemas.TOPICS)
    for topic, kind in schemas.TOPICS.items():
        assert values[topic], topic
        for value in values[topic]:
            msgspec.convert(value, kind)
        assert wrong(topic, values[topic], now) == []
        assert wrong(topic, values[topic], then) == []


@each_release
def test_consumers_of_a_release_read_what_is_written_now(release: Path) -> None:
    """Otherwise write a new number of `schema` beside the old one, as `delivery.events` says."""
    assert schemas.breaking_changes(kept_schemas(release), schemas.document()) == []


def breaking() -> Iterator[tuple[dict[str, Any], str]]:
    """Documents that a consumer of the current one cannot read, with the reason."""
    gone = schemas.document()
    del gone["$defs"]["OrderEvent"]["properties"]["total_cents"]
    yield gone, "OrderEvent.total_cents is gone"
    yield changed("OrderEvent", "total_cents", type="string"), "OrderEvent.total_cents: type was 'integer'"
    optional = schemas.document()
    optional["$defs"]["OrderEvent"]["required"].remove("currency")
    yield optional, "OrderEvent.currency is required no longer"
    status = schemas.document()
    status["$defs"]["OrderStatus"]["enum"].append("returned")
    yield status, "OrderStatus: 'returned' is a new value"
    topic = schemas.document()
    del topic["$defs"]["courier-events"]
    yield topic, "courier-events is gone"
    kind = schemas.document()
    kind["$defs"]["tracking-updates"]["anyOf"].append({"$ref": "#/$defs/OrderEvent"})
    yield kind, "tracking-updates: [{"
    items = changed("CourierEvent", "active_orders", items={"type": "integer"})
    yield items, "CourierEvent.active_orders[]: type was 'string' and is 'integer'"
    yield changed("OrderEvent", "schema", enum=[2]), "OrderEvent.schema: 2 is a new value"
    null = changed("OrderEvent", "courier_id", anyOf=[{"type": "integer"}])
    yield null, "OrderEvent.courier_id: "


@pytest.mark.parametrize(
    ("document", "reason"), list(breaking()), ids=lambda item: item if isinstance(item, str) else ""
)
def test_a_change_that_breaks_a_consumer_is_named(document: dict[str, Any], reason: str) -> None:
    """A field or type that is gone or of another type, a value or choice that is new."""
    (found,) = schemas.breaking_changes(schemas.document(), document)
    assert found.startswith(reason)


def test_a_new_field_and_a_stricter_one_break_nobody() -> None:
    """Consumers ignore the first, and always had the second."""
    assert schemas.breaking_changes(schemas.document(), changed("OrderEvent", "tip_cents", type="integer")) == []
    stricter = schemas.document()
    stricter["$defs"]["OrderEvent"]["required"].append("courier_id")
    assert schemas.breaking_changes(schemas.document(), stricter) == []
