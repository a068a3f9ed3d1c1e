"""The configuration file that all packs share, read before anything runs."""

import json
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any

from pulumi_policy import EnforcementLevel

from .. import packs
from ..engine.configuration import ALL, OWN, SETTINGS, Given, read
from .errors import CheckError

_LEVELS = {level.value: level for level in EnforcementLevel}
_PULUMIS = (ALL, "environments")
"""Keys that Pulumi itself reads."""
_BY_RULE = ("mandatory", "acknowledgements")
"""Settings whose entries are about one rule each."""


def load(path: Path | None, environment: str | None, own: Collection[str] | None = ()) -> dict[str, Any]:
    """The configuration, with the environment that was asked for on the command line.

    Args:
        path: the file, if there is one.
        environment: `dev` or `production`, in place of the file's.
        own: policies of the user's own packs; None when one of these could not be asked for them.

    Raises:
        CheckError: it cannot be read, or something in it is wrong; the text has one line for each.
    """
    given: Any = {}
    if path is not None:
        try:
            given = json.loads(path.read_text(encoding="utf-8-sig"))  # some editors put a mark first
        except OSError as error:
            raise CheckError(f"{path}: {error.strerror}") from error
        except ValueError as error:
            raise CheckError(f"{path}: is no JSON ({error})") from error
        except RecursionError as error:
            raise CheckError(f"{path}: is nested too deeply") from error
    if not isinstance(given, dict):
        raise CheckError(f"{path}: is no object with a key for each rule")
    if environment is not None:
        kept = given.get(SETTINGS, {})
        if not isinstance(kept, dict):
            raise CheckError(f"{path}: {SETTINGS}: is no object, so that --environment has no place in it")
        given = {**given, SETTINGS: {**kept, "environment": environment}}
    if problems := problems_of(given, own):
        raise CheckError("\n".join(f"{path or 'configuration'}: {problem}" for problem in problems))
    return given


def problems_of(given: Mapping[str, Any], own: Collection[str] | None = ()) -> list[str]:
    """What is wrong with a configuration; unlike the engine, a rule that does not exist is told, too.

    Args:
        given: the configuration.
        own: policies of the user's own packs; None when one could not be asked: what is not ours may then be its.
    """
    taken: dict[str, Given] = {}
    problems: list[str] = []
    for name, value in (part(given, _ours) if own is None else given).items():
        level, properties = _split(value)
        if level not in _LEVELS:
            problems.append(f"{name}: is neither a level ({', '.join(_LEVELS)}) nor an object")
        elif name not in _PULUMIS:
            taken[name] = Given(_LEVELS[level], properties)
    rules = [rule for pack in packs.names() for rule in packs.rules(pack)]
    return [*problems, *read(taken, rules, list(own or ())).problems]


def part(given: Mapping[str, Any], mine: Callable[[str], bool]) -> dict[str, Any]:
    """What concerns the rules that are `mine`: the engine refuses knobs of rules that a pack does not have."""
    kept = {name: value for name, value in given.items() if name in {*OWN, *_PULUMIS} or mine(name)}
    own = kept.get(SETTINGS)
    if isinstance(own, dict):
        kept[SETTINGS] = {key: _part(value, mine) if key in _BY_RULE else value for key, value in own.items()}
    return kept


def part_of_own(given: Mapping[str, Any], declared: Collection[str] | None) -> dict[str, Any]:
    """What concerns a pack of the user's own: the engine refuses an object for a policy that it does not declare.

    Args:
        given: the configuration.
        declared: the pack's policies; None when it could not be asked for them.
    """
    if declared is not None:
        kept = part(given, declared.__contains__)
        return {name: value for name, value in kept.items() if name not in OWN or name in declared}
    kept = part(given, lambda rule: not _ours(rule))
    # With a level, the engine takes an object for whatever policy.
    return {
        name: {"enforcementLevel": "mandatory", **value} if name in OWN and isinstance(value, dict) else value
        for name, value in kept.items()
    }


def _part(listed: Any, mine: Callable[[str], bool]) -> Any:
    return (
        [entry for entry in listed if _about(entry) is None or mine(str(_about(entry)))]
        if isinstance(listed, list)
        else listed
    )


def _about(entry: Any) -> str | None:
    """The rule that an entry of `mandatory` or `acknowledgements` is about."""
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
