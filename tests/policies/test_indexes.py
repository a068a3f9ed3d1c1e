"""Indexes over a stack."""

from policies.indexes import answered, by_text, once, referred
from policies.model.values import Value
from policies.rule import Resource, Stack
from policies.testing import UNKNOWN, Node, linked, stack_of


def test_an_index_is_built_once_per_stack_and_again_after_a_change() -> None:
    """It is built at its first use after a change, however many resources use it."""
    made: list[Stack] = []

    @once
    def size(stack: Stack) -> int:
        made.append(stack)
        return len(list(stack))

    stack, other = Stack([linked("a")]), Stack()
    assert [size(stack), size(stack), size(other)] == [1, 1, 0]
    assert made == [stack, other]
    stack.add(linked("b"))
    assert size(stack) == 2


def test_resources_are_found_by_the_text_of_a_property() -> None:
    """It has all resources of one type with the text, and none whose text is missing or unknown."""
    owned = [
        Resource("t", Value({"owner": owner}), str(place)) for place, owner in enumerate(["a", "b", "a", "", UNKNOWN])
    ]
    found = by_text("t", "owner")(Stack([*owned, linked("u", owner="a")]))
    assert {text: [resource.name for resource in listed] for text, listed in found.items()} == {
        "a": ["0", "2"],
        "b": ["1"],
    }


def test_resources_are_found_by_their_id_and_arn() -> None:
    """A value is an id or an ARN, or else it has edges to resources without an id."""
    stack = stack_of(
        {
            "one": Node("t", id="t-1", arn="arn:1"),
            "two": Node("t", id="t-2"),
            "new": Node("t"),
            "by-id": Node("u", {"of": "t-1"}, {"of": ("one", "two")}),
            "by-arn": Node("u", {"of": "arn:1"}),
            "by-edge": Node("u", edges={"of": "two"}),
            "to-new": Node("u", {"of": "t-3"}, {"of": ("new", "two")}),
            "elsewhere": Node("u", {"of": "t-3"}, {"of": "two"}),
        }
    )
    found = {
        name: [one.name for one in referred(user, user["of"], "t")] for name, user in stack.items() if user.type == "u"
    }
    assert found == {"by-id": ["one"], "by-arn": ["one"], "by-edge": ["two"], "to-new": ["new"], "elsewhere": []}
    assert answered(stack["one"].stack, "t-1", "u") == []
