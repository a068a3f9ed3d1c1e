"""The settings of any stack: objects and lists become nested arguments, and errors name what the stack file has."""

from enum import StrEnum
from typing import Any, NotRequired, TypedDict

import pulumi
import pytest

from components.core.arguments import Arguments
from components.core.cell import CellArgs
from components.core.settings import SettingsReader


class _Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class _DoorArgs(TypedDict):
    wide_name: str
    height: NotRequired[int]


class _HouseArgs(CellArgs):
    floor_count: int
    front_door: NotRequired[_DoorArgs]
    other_doors: NotRequired[list[_DoorArgs]]
    colour: NotRequired[_Colour]
    colours: NotRequired[list[_Colour]]
    areas: NotRequired[dict[str, float]]
    views: NotRequired[dict[str, list[str]]]
    has_lift: NotRequired[pulumi.Input[bool]]
    plans: NotRequired[pulumi.Archive]
    material: pulumi.Archive


def _resolve(name: str, args: Any) -> dict[str, Any]:
    arguments = Arguments("House", name, args, _HouseArgs)
    arguments.cell()
    for door in arguments.nested_items("other_doors"):
        door.integer("height", 1, 3, 2)
    arguments.integer("floor_count", 1, 100)
    return dict(args)


READER = SettingsReader(
    kind=_HouseArgs,
    resolve=_resolve,
    built={"material": pulumi.AssetArchive({}), "plans": None},
    defaults={"city": "shared"},
    stack_prefix="house-",
)
GOOD = {
    "aws:region": "eu-west-1",
    "citycell:owner": "platform",
    "citycell:floorCount": "3",
    "other:floorCount": "9",
}


def test_settings_become_arguments_of_their_types() -> None:
    """Nested keys are arguments too, and a boolean that may be an output is a boolean."""
    given = {
        "citycell:frontDoor": '{"wideName": "main", "height": 2}',
        "citycell:otherDoors": '[{"wideName": "side"}]',
        "citycell:colours": '["red"]',
        "citycell:areas": '{"hall_way": 12}',
        "citycell:views": '{"north": ["sea"]}',
        "citycell:hasLift": "true",
        "citycell:colour": "",
    }
    settings = READER.read(GOOD | given, "house-seven")
    expected = {
        "city": "shared",
        "cell": "seven",
        "owner": "platform",
        "region": "eu-west-1",
        "floor_count": 3,
        "front_door": {"wide_name": "main", "height": 2},
        "other_doors": [{"wide_name": "side"}],
        "colours": ["red"],
        "areas": {"hall_way": 12},
        "views": {"north": ["sea"]},
        "has_lift": True,
    }
    assert expected == settings.args
    assert settings.config["material"] is READER.built["material"]
    assert (settings.cell, settings.region, settings.account_id) == ("seven", "eu-west-1", None)
    assert settings.tags == {"cell": "seven", "city": "shared", "owner": "platform"}


BAD: list[tuple[str, str, str]] = [
    ("citycell:floors", "3", "citycell:floors is '3', but there is no such setting"),
    ("citycell:floorCounts", "3", "did you mean citycell:floorCount?"),
    ("citycell:material", "x", "there is no such setting"),
    ("citycell:floorCount", "0", "citycell:floorCount is 0, but it must be between 1 and 100"),
    ("citycell:frontDoor", "main", "citycell:frontDoor is 'main', but it must be an object"),
    ("citycell:frontDoor", "[]", "it must be an object"),
    ("citycell:frontDoor", '{"wideNam": "x"}', "citycell:frontDoor.wideNam is 'x', but there is no such key; did you"),
    ("citycell:frontDoor", '{"x": 1}', "there is no such key; there are height, wideName"),
    ("citycell:frontDoor", "{}", "citycell:frontDoor.wideName is None, but it is required"),
    ("citycell:otherDoors", '[{"wideName": 1}]', "citycell:otherDoors[0].wideName is 1, but it must be a string"),
    (
        "citycell:otherDoors",
        '[{"wideName": "a"}, {"wideName": "b", "height": 9}]',
        "citycell:otherDoors[1].height is 9, but it must be between 1 and 3",
    ),
    ("citycell:otherDoors", '["a"]', "it must be a list of objects"),
    ("citycell:otherDoors", "[" * 100_000, "it must be a list of objects"),
    ("citycell:colour", "green", "citycell:colour is 'green', but it must be one of red, blue"),
    ("citycell:colours", '["green"]', "citycell:colours[0] is 'green', but it must be one of red, blue"),
    ("citycell:areas", '{"hall": "x"}', "it must be an object of numbers"),
    ("citycell:areas", '{"hall": true}', "it must be an object of numbers"),
    ("citycell:views", '{"north": "sea"}', "it must be an object of lists"),
    ("citycell:hasLift", "yes", "it must be true or false"),
    ("aws:region", "mars", "aws:region is 'mars', but no cell fits there"),
]


@pytest.mark.parametrize(("key", "text", "message"), BAD)
def test_a_wrong_setting_is_one_line(key: str, text: str, message: str) -> None:
    """The error has the stack, and the setting as the stack file writes it."""
    with pytest.raises(pulumi.RunError) as error:
        READER.read(GOOD | {key: text}, "seven")
    assert message in str(error.value)
    assert str(error.value).startswith("stack 'seven': setting ")
    assert "\n" not in str(error.value)


def test_all_missing_settings_are_in_one_error() -> None:
    """What the program builds and what has a default is not missing."""
    with pytest.raises(pulumi.RunError, match=r"required settings are missing: citycell:floorCount, citycell:owner\."):
        READER.read({"aws:region": "eu-west-1"}, "seven")
