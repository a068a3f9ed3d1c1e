"""Texts from outputs, with as few new outputs as possible, because the SDK awaits each of them many times."""

import inspect
import json
from collections.abc import Mapping
from typing import Any, cast

import pulumi


def is_late(value: object) -> bool:
    """Whether a value is known only during the update: an output or an awaitable, the two forms of `pulumi.Input`."""
    return isinstance(value, pulumi.Output) or inspect.isawaitable(value)


class _Slot:
    """The placeholder of an output in a value."""

    def __init__(self, index: int) -> None:
        self.index = index


def json_text(value: Any) -> pulumi.Output[str]:
    """A value as JSON, known when all of its outputs are known.

    `pulumi.Output.json_dumps` makes several outputs for every string of the value; this makes one for the whole.
    """
    outputs: list[pulumi.Output[Any]] = []

    def marked(part: Any) -> Any:
        if is_late(part):
            outputs.append(pulumi.Output.from_input(part))
            return _Slot(len(outputs) - 1)
        if isinstance(part, Mapping):
            return {key: marked(item) for key, item in cast("Mapping[str, Any]", part).items()}
        if isinstance(part, list | tuple):
            return [marked(item) for item in cast("list[Any]", part)]
        return part

    shape = marked(value)
    if not outputs:
        return pulumi.Output.from_input(json.dumps(shape))

    def filled(known: list[Any]) -> str:
        def value_of(part: object) -> Any:
            if isinstance(part, _Slot):
                return known[part.index]
            raise TypeError(f"a value of type {type(part).__name__} has no JSON form")

        return json.dumps(shape, default=value_of)

    return pulumi.Output.all(*outputs).apply(filled)


def known_after(value: pulumi.Output[str], *others: pulumi.Output[Any]) -> pulumi.Output[str]:
    """A text that is known once others are known too. It keeps the edges to the resources of all of them."""
    return pulumi.Output.all(value, *others).apply(lambda known: str(known[0]))


def joined(*parts: pulumi.Input[str]) -> pulumi.Input[str]:
    """Concatenated texts: an output if one of them is an output, otherwise a string."""
    outputs = [part for part in parts if not isinstance(part, str)]
    if not outputs:
        return "".join(cast("tuple[str, ...]", parts))

    def filled(known: list[Any]) -> str:
        late = iter(known)
        return "".join(part if isinstance(part, str) else str(next(late)) for part in parts)

    return pulumi.Output.all(*outputs).apply(filled)
