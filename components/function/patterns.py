"""What Lambda accepts as a filter pattern.

Source: AWS Lambda developer guide, "Control which events Lambda sends to your function", filter rule syntax. Lambda
refuses other patterns when the mapping is made.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

Fault = tuple[str, object, str]
"""Path, value, and what it must be."""

OPERATORS: Final = ("anything-but", "equals-ignore-case", "exists", "numeric", "prefix", "suffix")
OR: Final = "$or"
"""In place of a field: one of several objects of fields."""

_COMPARISONS: Final = ("<", "<=", "=", ">", ">=")
_PAIRS: Final = (2, 4)
"""A comparison and its number, once or twice for a range."""


def pattern_fault(pattern: Mapping[str, Any], path: str = "") -> Fault | None:
    """What is wrong with a pattern, or None."""
    if not pattern:
        return path, dict(pattern), "it must name a field"
    faults = (_field_fault(name, rules, f"{path}.{name}") for name, rules in pattern.items())
    return next((fault for fault in faults if fault), None)


def _field_fault(name: str, rules: Any, path: str) -> Fault | None:
    if isinstance(rules, Mapping):
        return pattern_fault(cast("Mapping[str, Any]", rules), path)
    if not isinstance(rules, list) or not rules:
        return path, rules, "it must be a list of values, such as ['placed']"
    check = _branch_fault if name == OR else _rule_fault
    faults = (check(rule, f"{path}[{number}]") for number, rule in enumerate(cast("list[Any]", rules)))
    return next((fault for fault in faults if fault), None)


def _branch_fault(branch: Any, path: str) -> Fault | None:
    if not isinstance(branch, Mapping):
        return path, branch, "it must be an object of fields"
    return pattern_fault(cast("Mapping[str, Any]", branch), path)


def _rule_fault(rule: Any, path: str) -> Fault | None:
    if not isinstance(rule, Mapping):
        is_plain = rule is None or isinstance(rule, str | int | float)
        return None if is_plain else (path, rule, "it must be a text, a number, true, false, null, or a comparison")
    found = cast("Mapping[str, Any]", rule)
    if len(found) != 1 or next(iter(found)) not in OPERATORS:
        return path, dict(found), f"a comparison has one of {', '.join(OPERATORS)}"
    ((operator, operand),) = found.items()
    return None if _OPERANDS[operator](operand) else (path, operand, f"{operator} does not compare with it")


def _is_text(operand: Any) -> bool:
    return isinstance(operand, str)


def _is_excluded(operand: Any) -> bool:
    """Texts or numbers, or a prefix of texts."""
    if isinstance(operand, Mapping):
        found = cast("Mapping[str, Any]", operand)
        return len(found) == 1 and all(key in ("prefix", "suffix") and _is_text(text) for key, text in found.items())
    many = cast("Sequence[Any]", operand) if isinstance(operand, list) else [operand]
    return bool(many) and all(isinstance(item, str | int | float) for item in many)


def _is_range(operand: Any) -> bool:
    if not isinstance(operand, list) or len(cast("list[Any]", operand)) not in _PAIRS:
        return False
    items = cast("list[Any]", operand)
    is_number = all(isinstance(item, int | float) and not isinstance(item, bool) for item in items[1::2])
    return is_number and all(item in _COMPARISONS for item in items[::2])


def _is_switch(operand: Any) -> bool:
    return isinstance(operand, bool)


_OPERANDS: Final = {
    "anything-but": _is_excluded,
    "equals-ignore-case": _is_text,
    "exists": _is_switch,
    "numeric": _is_range,
    "prefix": _is_text,
    "suffix": _is_text,
}
