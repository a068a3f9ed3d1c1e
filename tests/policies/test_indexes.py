"""Look-ups over a stack."""

from policies.indexes import answered, by_text, once, referred
from policies.model.values import Value
from policies.rule import Resource, Stack
from policies.testing import UNKNOWN, Node, linked, stack_of


def test_a_look_up_is_made_once_for_a_stack_and_anew_for_what_is_added() -> None:
    """However many resources ask, it is made at the first question after a change."""
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
    """Of one type, all that were given the same text, and none whose text is missing or not known."""
    owned = [
        Resource("t", Value({"owner": owner}), str(place)) for place, owner in enumerate(["a", "b", "a", "", UNKNOWN])
    ]
    found = by_text("t", "owner")(Stack([*owned, linked("u", owner="a")]))
    assert {text: [resource.name for resource in listed] for text, listed in found.items()} == {
        "a": ["0", "2"],
        "b": ["1"],
    }


def test_resources_are_found_by_what_the_provider_answered() -> None:
    """By id or ARN where a value tells it, else by the edges that lead to what has no id yet."""
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
