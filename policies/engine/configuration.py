"""Configuration of a pack: its settings, and the level and parameters of each rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pulumi_policy import EnforcementLevel

from ..model import parameters
from ..rule import Rule
from . import suppressions
from .suppressions import Suppression

SETTINGS = "settings"
"""Name of the policy that has the pack's settings as its configuration. Its findings are configuration errors."""

SUPPRESSIONS = "suppressions"
"""Name of the policy that finds expired and unused suppressions, and the setting with the suppressions."""

ACKNOWLEDGEMENTS = "acknowledgements"
"""Former name of `SUPPRESSIONS`, read for one release."""

NOT_EVALUATED = "not-evaluated"
"""Name of the advisory policy that lists, once per pack, the checks that are not evaluated before the update."""

BUILT_IN = (SETTINGS, SUPPRESSIONS, NOT_EVALUATED)

ALL = "all"
"""Pulumi's name for the level of all policies; the engine passes it like the name of a policy."""

SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "environment": {
        "description": "dev: findings are warnings; production: findings stop the update. Default production.",
    },
    "mandatory": {"description": "Ids of rules that stop an update in dev too."},
    "remediate": {"description": "Whether rules with a remediation correct properties. Default false."},
    SUPPRESSIONS: {
        "description": "Accepted findings: a list of {finding: rule:path, resource: pattern, reason, expires}.",
    },
    ACKNOWLEDGEMENTS: {"description": "Former name of suppressions."},
}
"""Without types, because the pack reports every error and the engine only the first one."""


class Environment(StrEnum):
    """The effect of a finding."""

    DEV = "dev"
    """A finding is a warning."""
    PRODUCTION = "production"
    """A finding stops the update."""


@dataclass(frozen=True)
class PolicyConfig:
    """The configuration that the engine passes for one policy."""

    level: EnforcementLevel
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Settings:
    """The configuration of a pack. Invalid values are at their defaults and listed in `errors`."""

    environment: Environment = Environment.PRODUCTION
    remediate: bool = False
    mandatory: frozenset[str] = frozenset()
    suppressions: tuple[Suppression, ...] = ()
    levels: Mapping[str, EnforcementLevel] = field(default_factory=dict[str, EnforcementLevel])
    parameters: Mapping[str, Any] = field(default_factory=dict[str, Any])
    errors: tuple[str, ...] = ()

    def level(self, policy: str) -> EnforcementLevel:
        """The enforcement level of the findings of a policy.

        A level that Pulumi's configuration lowers applies in every environment. In dev, mandatory becomes advisory.
        """
        level = self.levels.get(policy, EnforcementLevel.MANDATORY)
        if level in {EnforcementLevel.ADVISORY, EnforcementLevel.DISABLED}:
            return level
        if policy == NOT_EVALUATED or (self.environment is Environment.DEV and policy not in self.mandatory):
            return EnforcementLevel.ADVISORY
        return EnforcementLevel.MANDATORY

    def remediates(self, rule: Rule) -> bool:
        """Whether to apply a rule's remediation, by the rule's level or by the setting `remediate`."""
        level = self.levels.get(rule.id, EnforcementLevel.MANDATORY)
        if rule.remediate is None or level is EnforcementLevel.DISABLED:
            return False
        return self.remediate or level is EnforcementLevel.REMEDIATE


def read(given: Mapping[str, PolicyConfig], rules: Sequence[Rule], existing: Sequence[str]) -> Settings:
    """The settings of a pack.

    Args:
        given: configuration by policy name.
        rules: the rules of the pack.
        existing: ids of the rules of all packs, because one file may configure them all.
    """
    ids = sorted({*existing, *(rule.id for rule in rules)})
    own = given[SETTINGS].properties if SETTINGS in given else {}
    errors = [
        *(f"{name}: unknown rule" for name in given if name not in {*ids, *BUILT_IN, ACKNOWLEDGEMENTS, ALL}),
        *_unknown_keys(own),
    ]
    environment = own.get("environment", Environment.PRODUCTION)
    if environment not in list(Environment):
        errors.append(f"environment: must be one of {', '.join(Environment)}")
        environment = Environment.PRODUCTION
    remediate = own.get("remediate", False)
    if not isinstance(remediate, bool):
        errors.append("remediate: has the wrong type; use true or false")
    mandatory, mandatory_errors = _ids(own.get("mandatory", []), ids)
    accepted, suppression_errors = _suppressions(own, ids)
    configured, parameter_errors = _parameters(given, rules)
    return Settings(
        environment=Environment(environment),
        remediate=remediate is True,
        mandatory=mandatory,
        suppressions=tuple(entry for entry in accepted if entry.rule in {rule.id for rule in rules}),
        levels=_levels(given),
        parameters=configured,
        errors=(*errors, *mandatory_errors, *suppression_errors, *parameter_errors),
    )


def _unknown_keys(own: Mapping[str, Any]) -> Iterator[str]:
    for key in own:
        if key not in SCHEMA:
            yield f"{key}: unknown setting; use {', '.join(name for name in SCHEMA if name != ACKNOWLEDGEMENTS)}"


def _ids(listed: Any, existing: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        return frozenset(), ["mandatory: has the wrong type; use a list of rule ids"]
    return frozenset(listed), [f"mandatory: unknown rule {name}" for name in listed if name not in existing]


def _suppressions(own: Mapping[str, Any], existing: Sequence[str]) -> tuple[list[Suppression], list[str]]:
    valid: list[Suppression] = []
    errors: list[str] = []
    for key in (SUPPRESSIONS, ACKNOWLEDGEMENTS):
        entries, wrong = suppressions.read(own.get(key, []), existing, key)
        valid += entries
        errors += wrong
    return valid, errors


def _levels(given: Mapping[str, PolicyConfig]) -> dict[str, EnforcementLevel]:
    levels = {name: value.level for name, value in given.items()}
    if ACKNOWLEDGEMENTS in levels:
        levels.setdefault(SUPPRESSIONS, levels[ACKNOWLEDGEMENTS])
    return levels


def _parameters(given: Mapping[str, PolicyConfig], rules: Sequence[Rule]) -> tuple[dict[str, Any], list[str]]:
    configured: dict[str, Any] = {}
    errors: list[str] = []
    for rule in rules:
        properties = given[rule.id].properties if rule.id in given else {}
        if rule.parameters is not None:
            configured[rule.id], wrong = parameters.read(rule.parameters, properties)
            errors += [f"{rule.id}: {error}" for error in wrong]
        else:
            errors += [f"{rule.id}: {key}: the rule has no parameters" for key in properties]
    return configured, errors
