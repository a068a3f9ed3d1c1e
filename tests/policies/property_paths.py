"""Paths in properties: found, read and changed, also inside the JSON text of policies and containers."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

Steps = tuple[str | int, ...]
"""Keys and indexes from the outermost to the innermost."""


class _Removed:
    def __repr__(self) -> str:
        return "REMOVED"


REMOVED: Final = _Removed()
"""In place of a value: the property is missing."""


@dataclass(frozen=True)
class Added:
    """In place of a list: the same with one more element."""

    element: Any


def steps(path: str) -> Steps:
    """A finding's path, such as `policy.Statement[0].Action`, as steps."""
    parts = re.findall(r"[^.\[\]]+|\[\d+\]", path)
    return tuple(int(part[1:-1]) if part.startswith("[") else part for part in parts)


def value_at(value: Any, path: Steps) -> Any:
    """The value at a path, or `REMOVED`."""
    if not path:
        return value
    inner, step = _opened(value, path[0]), path[0]
    if isinstance(inner, dict) and isinstance(step, str) and step in inner:
        return value_at(inner[step], path[1:])
    if isinstance(step, int) and isinstance(inner, list) and step < len(inner):
        return value_at(inner[step], path[1:])
    if step == 0 and isinstance(inner, dict):
        return value_at(inner, path[1:])
    return REMOVED


def concrete(value: Any, path: Steps) -> Iterator[Steps]:
    """The concrete paths of a path: an index means every element, and keys may be missing."""
    numbered = next((at for at, step in enumerate(path) if isinstance(step, int)), None)
    if numbered is None:
        yield path
        return
    around = value_at(value, path[:numbered])
    listed = _opened(around, 0) if around is not REMOVED else []
    for index in range(len(listed)) if isinstance(listed, list) else (0,):
        before = (*path[:numbered], index)
        if len(path) == numbered + 1:
            yield before
        else:
            element = value_at(value, before)
            yield from ((*before, *inner) for inner in concrete(element, path[numbered + 1 :]))


def changed(value: Any, path: Steps, put: Any) -> Any:
    """A copy with another value at a path; missing containers are created."""
    if not path:
        return [*_listed(value), put.element] if isinstance(put, Added) else put
    if isinstance(value, str):
        text = _opened(value, path[0])
        return value if isinstance(text, str) else json.dumps(changed(text, path, put))
    step, deeper = path[0], path[1:]
    if isinstance(value, list):
        return _changed_in_list(value, step, deeper, put)
    if isinstance(step, int):  # the index of a single block
        return changed(value, deeper, put) if value is not None else None
    around: dict[Any, Any] = dict(value) if isinstance(value, dict) else {}
    inner = _put(around.get(step), deeper, put)
    if inner is REMOVED:
        around.pop(step, None)
    else:
        around[step] = inner
    return around


def _changed_in_list(value: list[Any], step: str | int, deeper: Steps, put: Any) -> list[Any]:
    if isinstance(step, str):
        return [changed(value[0], (step, *deeper), put)] if len(value) == 1 else value
    if step >= len(value):
        return value
    element = changed(value[step], deeper, put)
    return [*value[:step], *([] if element is REMOVED else [element]), *value[step + 1 :]]


def _put(value: Any, path: Steps, put: Any) -> Any:
    """`changed`, without creating a container for a removed value."""
    if value is None and path and put is REMOVED:
        return REMOVED
    return changed(value, path, put)


def _opened(value: Any, step: str | int) -> Any:
    """The container of a step: JSON text is parsed, a single block is taken out of its list."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return value
    if isinstance(step, str) and isinstance(value, list) and len(value) == 1:
        return _opened(value[0], step)
    return value


def _listed(value: Any) -> list[Any]:
    opened = _opened(value, 0)
    return list(opened) if isinstance(opened, list) else [] if value is None or value is REMOVED else [value]
