"""The lake's columns are the fields of the events: the tests fail for a new field without a column."""

import types
import typing
from enum import Enum
from typing import Any, Literal

import msgspec
import pytest

from components.lake.columns import holds_position, parse
from components.plan import lake_schema
from components.plan.lake_schema import COLUMNS, FORMATS, RETENTION_DAYS, TIME_COLUMN, LakeFormat
from components.plan.topics import RETENTION_HOURS, Topic
from delivery import events

MESSAGES: dict[Topic, tuple[type[msgspec.Struct], ...]] = {
    Topic.ORDER_EVENTS: (events.OrderEvent,),
    Topic.COURIER_EVENTS: (events.CourierEvent,),
    Topic.COURIER_LOCATIONS: (events.CourierPing,),
    Topic.ASSIGNMENT_PROPOSALS: (events.AssignmentProposal,),
    Topic.TRACKING_UPDATES: (events.OrderUpdate, events.PositionUpdate, events.FleetUpdate),
}


def column_type(kind: Any) -> str:
    """A field's type in Glue's words."""
    options = [option for option in typing.get_args(kind) if option is not type(None)]
    if typing.get_origin(kind) in {typing.Union, types.UnionType}:
        (kind,) = options
        return column_type(kind)
    if typing.get_origin(kind) is Literal:
        return column_type(type(options[0]))
    if typing.get_origin(kind) is list:
        return f"array<{column_type(options[0])}>"
    if issubclass(kind, msgspec.Struct):
        return f"struct<{','.join(f'{name}:{text}' for name, text in columns(kind).items())}>"
    if issubclass(kind, str | Enum):
        return lake_schema.TEXT
    return {int: lake_schema.WHOLE, float: lake_schema.NUMBER}[kind]


def columns(message: type[msgspec.Struct]) -> dict[str, str]:
    """The columns of one kind of message; the tag that tells kinds apart is one of them."""
    tag = {message.__struct_config__.tag_field: lake_schema.TEXT} if message.__struct_config__.tag_field else {}
    return tag | {
        field.encode_name: column_type(field.type)
        for field in msgspec.structs.fields(message)  # in the order in which they are written
    }


@pytest.mark.parametrize("topic", MESSAGES)
def test_columns_are_the_fields_of_the_messages(topic: Topic) -> None:
    """Each field once, in its type; what several kinds of message share is one column."""
    expected: dict[str, str] = {}
    for message in MESSAGES[topic]:
        expected |= columns(message)
    assert expected == COLUMNS[topic]


def test_every_topic_is_kept_but_failures() -> None:
    """A topic that is added has columns, a form and a last day, or is left out on purpose."""
    assert COLUMNS.keys() == RETENTION_HOURS.keys() - {Topic.FAILED_RECORDS}
    assert COLUMNS.keys() == FORMATS.keys() == RETENTION_DAYS.keys()


def test_rows_that_are_deleted_by_query_have_a_time() -> None:
    """Iceberg tables, and they alone, name the column of seconds that a row's age is counted from."""
    iceberg = {topic for topic, form in FORMATS.items() if form is LakeFormat.ICEBERG}
    assert TIME_COLUMN.keys() == iceberg
    assert {COLUMNS[topic][column] for topic, column in TIME_COLUMN.items()} == {lake_schema.NUMBER}


def test_where_people_went_stays_a_month() -> None:
    """Traces of couriers are kept for 30 days at most, whatever else is kept for longer."""
    traces = {Topic.COURIER_LOCATIONS, Topic.TRACKING_UPDATES}
    assert {RETENTION_DAYS[topic] for topic in traces} == {30}
    positions = {
        topic for topic, kinds in COLUMNS.items() if any(holds_position(parse(kind)) for kind in kinds.values())
    }
    assert positions == traces | {Topic.ORDER_EVENTS, Topic.COURIER_EVENTS}
