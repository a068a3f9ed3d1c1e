"""Holding inputs against AWS's published CloudFormation schemas, which `cfn-lint` carries by region.

Pulumi's names follow Terraform's, so only about two thirds of them meet a CloudFormation twin; what has no twin is left
unchecked rather than guessed. Checked are enums, patterns, lengths and ranges of scalars, wherever they are nested.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from ..errors import LocalError
from .resource_type import Shape
from .values import is_special, is_unknown

Failure = tuple[str, str]
"""A property's path and the reason it is refused."""


def failures(shape: Shape, inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """What the published schema of a type refuses among its known inputs."""
    schema = published_schema(shape.published, region) if shape.published else None
    if schema is None:
        return []
    checked = {key: value for key, value in inputs.items() if key not in shape.unlike}
    return list(_object(checked, schema, schema, "", shape.published))


@cache
def published_schema(name: str, region: str) -> Mapping[str, Any] | None:
    """The schema of a CloudFormation type as it is in a region; None when the region does not offer the type."""
    folder = _schemas()
    index = folder / "providers" / f"{region}.json"
    if is_unknown(region) or not index.exists():
        index = folder / "providers" / "us-east-1.json"
    digest = json.loads(index.read_text()).get(name)
    return json.loads((folder / "resources" / f"{digest}.json").read_text()) if digest else None


@cache
def _schemas() -> Path:
    found = find_spec("cfnlint")
    if found is None or not found.submodule_search_locations:
        raise LocalError("cfn-lint, which carries AWS's published schemas, is not installed: run `make setup`")
    return Path(found.submodule_search_locations[0], "data", "schemas")


def _object(
    value: Mapping[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any], path: str, source: str
) -> Iterator[Failure]:
    twins = {folded(name): twin for name, twin in schema.get("properties", {}).items()}
    for key, item in value.items():
        twin = twins.get(folded(key)) or twins.get(folded(f"{key}s"))
        if twin is not None:
            yield from _any(item, twin, root, f"{path}.{key}" if path else key, source)


def _any(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any], path: str, source: str) -> Iterator[Failure]:
    schema = _resolved(schema, root)
    if is_unknown(value) or is_special(value):
        return
    if isinstance(value, dict):
        yield from _object(value, schema, root, path, source)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _any(item, schema.get("items", {}), root, f"{path}[{index}]", source)
    else:
        reason = _refusal(value, schema)
        if reason:
            yield path, f"{reason} ({source})"


def _resolved(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref", "")
    name = reference.removeprefix("#/definitions/")
    return root.get("definitions", {}).get(name, {}) if reference else schema


def _refusal(value: Any, schema: Mapping[str, Any]) -> str | None:
    """Why a scalar is refused, or None. A number written as text is compared as a number, and the other way round."""
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    number = _number(value)
    if kinds & {"integer", "number"}:
        return _number_refusal(number, schema) if number is not None else None
    if kinds == {"string"} and not isinstance(value, bool):
        return _text_refusal(f"{value}", schema)
    return None


def _number_refusal(number: float, schema: Mapping[str, Any]) -> str | None:
    low, high, enum = schema.get("minimum"), schema.get("maximum"), schema.get("enum")
    if enum is not None and number not in enum:
        return f"{number:g} is not one of {', '.join(map(str, enum))}"
    if low is not None and number < low:
        return f"{number:g} is under the least allowed, {low}"
    if high is not None and number > high:
        return f"{number:g} is over the most allowed, {high}"
    return None


def _text_refusal(text: str, schema: Mapping[str, Any]) -> str | None:
    enum, pattern = schema.get("enum"), schema.get("pattern")
    low, high = schema.get("minLength"), schema.get("maxLength")
    if enum is not None and text not in enum:
        return f"{text!r} is not one of {', '.join(map(str, enum))}"
    if low is not None and len(text) < low:
        return f"{len(text)} characters are fewer than the least allowed, {low}"
    if high is not None and len(text) > high:
        return f"{len(text)} characters are more than the most allowed, {high}"
    if pattern is not None and not _matches(pattern, text):
        return f"{text!r} does not match {pattern}"
    return None


@cache
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:  # a few patterns use Unicode classes, which Python's own engine has not
        return None


def _matches(pattern: str, text: str) -> bool:
    compiled = _compiled(pattern)
    return compiled is None or compiled.search(text) is not None


def _number(value: Any) -> float | None:
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None


def folded(name: str) -> str:
    """A name as both sides would write it: `kmsKeyId` and `KmsKeyId` are one property."""
    return name.replace("_", "").lower()
