"""The filters of a mapping: which records invoke the function.

Syntax: AWS Lambda developer guide, "Control which events Lambda sends to your function", filter rule syntax. A record
needs to match one filter. Kafka records are compared by their value, and a pattern of fields never matches a value that
is not JSON: https://docs.aws.amazon.com/lambda/latest/dg/kafka-filtering.html.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, cast

import msgspec

from .records import KafkaRecord

Pattern = Mapping[str, Any]
Test = Callable[[Any, Any], bool]

_OR: Final = "$or"
_VALUE: Final = "value"
_MISSING: Final = object()
"""In place of a field that an object does not have."""

_COMPARISONS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
}


def accepts(filters: Sequence[Pattern], record: KafkaRecord) -> bool:
    """Whether a record invokes the function: no filter is set, or one of them matches."""
    return not filters or any(_matches_record(pattern, record) for pattern in filters)


def _matches_record(pattern: Pattern, record: KafkaRecord) -> bool:
    if _VALUE not in pattern:
        return True
    try:
        value = msgspec.json.decode(record.value or b"")
    except msgspec.DecodeError:
        return False
    return _matches(pattern[_VALUE], value)


def _matches(pattern: Any, value: Any) -> bool:
    """Whether a value has every field that a pattern asks for."""
    if isinstance(value, list):
        return any(_matches(pattern, item) for item in cast("list[Any]", value))
    if not isinstance(pattern, Mapping):
        return False
    fields = cast("Mapping[str, Any]", value) if isinstance(value, Mapping) else {}
    return all(_has(fields, name, rules) for name, rules in cast("Pattern", pattern).items())


def _has(fields: Mapping[str, Any], name: str, rules: Any) -> bool:
    if name == _OR:
        return any(_matches(branch, fields) for branch in rules)
    found = fields.get(name, _MISSING)
    if isinstance(rules, Mapping):
        return _matches(cast("Pattern", rules), {} if found is _MISSING else found)
    values: list[Any] = cast("list[Any]", found) if isinstance(found, list) and found else [found]
    return any(_satisfies(rule, value) for rule in rules for value in values)


def _satisfies(rule: Any, value: Any) -> bool:
    """Whether a value is the one of a rule, or passes its comparison."""
    if not isinstance(rule, Mapping):
        return type(rule) is type(value) and rule == value if _is_typed(rule, value) else rule == value
    ((name, operand),) = cast("Mapping[str, Any]", rule).items()
    return _TESTS[name](operand, value)


def _is_typed(rule: Any, value: Any) -> bool:
    """Whether two values must be of one type to be equal: to Python true is 1, to JSON it is not."""
    return isinstance(rule, bool) or isinstance(value, bool)


def _exists(operand: Any, value: Any) -> bool:
    """`exists` is about fields with a value, not about objects."""
    is_leaf = value is not _MISSING and not isinstance(value, Mapping)
    return is_leaf is bool(operand)


def _is_other(operand: Any, value: Any) -> bool:
    if value is _MISSING:
        return False
    excluded = cast("list[Any]", operand) if isinstance(operand, list) else [operand]
    return not any(_satisfies(item, value) for item in excluded)


def _is_in_range(operand: Any, value: Any) -> bool:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return False
    pairs = zip(operand[::2], operand[1::2], strict=True)
    return all(_COMPARISONS[comparison](value, bound) for comparison, bound in pairs)


def _on_text(test: Callable[[str, str], bool]) -> Test:
    """A test of texts, which no other value passes."""

    def tested(operand: Any, value: Any) -> bool:
        return isinstance(value, str) and test(operand, value)

    return tested


_TESTS: Final[Mapping[str, Test]] = {
    "anything-but": _is_other,
    "equals-ignore-case": _on_text(lambda operand, value: operand.casefold() == value.casefold()),
    "exists": _exists,
    "numeric": _is_in_range,
    "prefix": _on_text(lambda operand, value: value.startswith(operand)),
    "suffix": _on_text(lambda operand, value: value.endswith(operand)),
}
COMPARISONS: Final = tuple(_TESTS)
"""The comparisons that a pattern may have."""
