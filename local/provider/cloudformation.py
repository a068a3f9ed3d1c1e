"""Validates inputs against AWS's CloudFormation schemas, which `cfn-lint` bundles by region.

Pulumi's names follow Terraform's, so about two thirds of the properties have a counterpart in CloudFormation. The
others are not validated. Validated are enums, patterns, lengths and ranges of scalars at any depth.

cfn-lint's own schema manager is not used: importing it takes over two seconds on every deploy, and it prefers newer
schemas that the user has downloaded, so that a deploy would depend on the machine.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator

from ..errors import LocalError
from .resource_type import Failure, ResourceType
from .values import is_special, is_unknown

_SCALAR_KEYWORDS = ("enum", "minimum", "maximum", "minLength", "maxLength", "pattern")


def failures(resource_type: ResourceType, inputs: Mapping[str, Any], region: str) -> list[Failure]:
    """The known inputs that violate the CloudFormation schema of their type."""
    name = resource_type.cloudformation_type
    root = schema(name, region) if name else None
    if root is None:
        return []
    checked = {key: value for key, value in inputs.items() if key not in resource_type.unchecked}
    return [(path, f"{reason} ({name})") for path, reason in _object_failures(checked, root, root, "")]


@cache
def schema(name: str, region: str) -> Mapping[str, Any] | None:
    """The schema of a CloudFormation type in a region, or None if the region does not offer the type."""
    folder = _schemas()
    index = folder / "providers" / f"{region}.json"
    if is_unknown(region) or not index.exists():
        index = folder / "providers" / "us-east-1.json"
    digest = json.loads(index.read_text()).get(name)
    return json.loads((folder / "resources" / f"{digest}.json").read_text()) if digest else None


def type_names(region: str) -> list[str]:
    """The CloudFormation types that a region offers."""
    return sorted(json.loads((_schemas() / "providers" / f"{region}.json").read_text()))


def normalized(name: str) -> str:
    """A property name in a spelling that both sides share: `kmsKeyId` and `KmsKeyId` are one property."""
    return name.replace("_", "").lower()


@cache
def _schemas() -> Path:
    found = find_spec("cfnlint")
    if found is None or not found.submodule_search_locations:
        raise LocalError("cfn-lint, which bundles AWS's CloudFormation schemas, is not installed: run `make setup`")
    return Path(found.submodule_search_locations[0], "data", "schemas")


def _object_failures(
    value: Mapping[str, Any], subschema: Mapping[str, Any], root: Mapping[str, Any], path: str
) -> Iterator[Failure]:
    properties = {normalized(name): item for name, item in subschema.get("properties", {}).items()}
    for key, item in value.items():
        # A block that Terraform repeats (`setting`) is a list in CloudFormation (`Settings`).
        counterpart = properties.get(normalized(key)) or properties.get(normalized(f"{key}s"))
        if counterpart is not None:
            yield from _failures(item, counterpart, root, f"{path}.{key}" if path else key)


def _failures(value: Any, subschema: Mapping[str, Any], root: Mapping[str, Any], path: str) -> Iterator[Failure]:
    subschema = _resolved(subschema, root)
    if is_unknown(value) or is_special(value):
        return
    if isinstance(value, dict):
        yield from _object_failures(value, subschema, root, path)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _failures(item, subschema.get("items", {}), root, f"{path}[{index}]")
    elif reason := _scalar_error(value, subschema):
        yield path, reason


def _resolved(subschema: Mapping[str, Any], root: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = subschema.get("$ref", "")
    name = reference.removeprefix("#/definitions/")
    return root.get("definitions", {}).get(name, {}) if reference else subschema


def _scalar_error(value: Any, subschema: Mapping[str, Any]) -> str | None:
    """Why a scalar is invalid, or None. A number may be a string on one of the two sides, so it is converted first."""
    kinds = subschema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if kinds & {"integer", "number"}:
        value = _number(value)
    elif kinds == {"string"} and not isinstance(value, bool):
        value = f"{value}"
    else:
        value = None
    rules = {key: rule for key, rule in subschema.items() if key in _SCALAR_KEYWORDS}
    if not _is_supported(rules.get("pattern", "")):
        del rules["pattern"]
    if value is None or (error := next(Draft7Validator(rules).iter_errors(value), None)) is None:
        return None
    if error.validator in {"minLength", "maxLength"}:  # jsonschema's message has the whole value
        bound = "minimum" if error.validator == "minLength" else "maximum"
        return f"its length of {len(value)} is outside the {bound} of {error.validator_value}"
    return error.message


@cache
def _is_supported(pattern: str) -> bool:
    """Whether Python's `re` compiles a pattern; a few use Unicode classes, which it does not have."""
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _number(value: Any) -> float | None:
    try:
        number = None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if number is not None and number.is_integer() else number
