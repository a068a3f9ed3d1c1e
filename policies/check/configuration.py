"""The configuration file that all packs share, validated before anything runs."""

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from pulumi_policy import EnforcementLevel

from .. import packs
from ..engine.configuration import ACKNOWLEDGEMENTS, ALL, BUILT_IN, SETTINGS, SUPPRESSIONS, PolicyConfig, read
from .errors import CheckError

_LEVELS = {level.value: level for level in EnforcementLevel}
_PULUMI_KEYS = (ALL, "environments")
"""Keys that Pulumi itself reads."""
_BY_RULE = ("mandatory", SUPPRESSIONS, ACKNOWLEDGEMENTS)
_NOT_RULES = (*BUILT_IN, ACKNOWLEDGEMENTS)
"""Names of policies that are not rules."""
"""Settings with one entry per rule."""


def load(path: Path | None, environment: str | None, own: Collection[str] | None = ()) -> dict[str, Any]:
    """The configuration, with the environment from the command line.

    Args:
        path: the file, if there is one.
        environment: `dev` or `production`, in place of the file's.
        own: policies of custom packs; None if one of these packs could not be asked.

    Raises:
        CheckError: the file cannot be read or is invalid; the message has one line per error.
    """
    given: Any = {}
    if path is not None:
        try:
            given = json.loads(path.read_text(encoding="utf-8-sig"))  # some editors write a byte order mark
        except OSError as error:
            raise CheckError(f"{path}: {error.strerror}") from error
        except ValueError as error:
            raise CheckError(f"{path}: is not valid JSON ({error})") from error
        except RecursionError as error:
            raise CheckError(f"{path}: is nested too deeply") from error
    if not isinstance(given, dict):
        raise CheckError(f"{path}: must be an object with a key for each rule")
    if environment is not None:
        kept = given.get(SETTINGS, {})
        if not isinstance(kept, dict):
            raise CheckError(f"{path}: {SETTINGS}: must be an object to use --environment")
        given = {**given, SETTINGS: {**kept, "environment": environment}}
    if errors := errors_in(given, own):
        raise CheckError("\n".join(f"{path or 'configuration'}: {error}" for error in errors))
    return given


def errors_in(given: Mapping[str, Any], own: Collection[str] | None = ()) -> list[str]:
    """The errors of a configuration. Unlike the engine, it reports rules that do not exist.

    Args:
        given: the configuration.
        own: policies of custom packs; None if one could not be asked, so an unknown name may be its policy.
    """
    configs: dict[str, PolicyConfig] = {}
    errors: list[str] = []
    for name, value in (part(given, _ours) if own is None else given).items():
        level, properties = _split(value)
        if level not in _LEVELS:
            errors.append(f"{name}: must be a level ({', '.join(_LEVELS)}) or an object")
        elif name not in _PULUMI_KEYS:
            configs[name] = PolicyConfig(_LEVELS[level], properties)
    rules = [rule for pack in packs.names() for rule in packs.rules(pack)]
    return [*errors, *read(configs, rules, list(own or ())).errors]


def part(given: Mapping[str, Any], mine: Callable[[str], bool]) -> dict[str, Any]:
    """The configuration of the rules that are `mine`: the engine rejects parameters of rules that a pack lacks."""
    kept = {name: value for name, value in given.items() if name in {*_NOT_RULES, *_PULUMI_KEYS} or mine(name)}
    own = kept.get(SETTINGS)
    if isinstance(own, dict):
        kept[SETTINGS] = {key: _part(value, mine) if key in _BY_RULE else value for key, value in own.items()}
    return kept


def part_of_own(given: Mapping[str, Any], declared: Collection[str] | None) -> dict[str, Any]:
    """The configuration of a custom pack: the engine rejects an object for a policy that the pack does not declare.

    Args:
        given: the configuration.
        declared: the pack's policies; None if it could not be asked.
    """
    if declared is not None:
        kept = part(given, declared.__contains__)
        return {name: value for name, value in kept.items() if name not in _NOT_RULES or name in declared}
    kept = part(given, lambda rule: not _ours(rule))
    # With a level, the engine accepts an object for any policy.
    return {
        name: {"enforcementLevel": "mandatory", **value} if name in _NOT_RULES and isinstance(value, dict) else value
        for name, value in kept.items()
    }


def _part(listed: Any, mine: Callable[[str], bool]) -> Any:
    return (
        [entry for entry in listed if _about(entry) is None or mine(str(_about(entry)))]
        if isinstance(listed, list)
        else listed
    )


def _about(entry: Any) -> str | None:
    """The rule that an entry of `mandatory` or `suppressions` refers to."""
    named = entry.get("finding") if isinstance(entry, dict) else entry
    return named.partition(":")[0] if isinstance(named, str) else None


def _ours(rule: str) -> bool:
    return rule in packs.ids()


def _split(value: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(value, dict):
        properties = {key: inner for key, inner in value.items() if key != "enforcementLevel"}
        level = value.get("enforcementLevel", "mandatory")
        return level if isinstance(level, str) else "", properties
    return value if isinstance(value, str) else "", {}
