"""A pack's configuration: environment, remedies, acknowledgements, and the level and knobs of each rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pulumi_policy import EnforcementLevel

from ..model import parameters as knobs
from ..rule import Rule
from . import suppressions as acknowledgements
from .suppressions import Acknowledgement

SETTINGS = "settings"
"""Name of the policy under which a pack's own settings stand in its configuration; it finds what is wrong with them."""

ACKNOWLEDGEMENTS = "acknowledgements"
"""Name of the policy that finds acknowledgements which have expired or are about nothing."""

NOT_EVALUATED = "not-evaluated"
"""Name of the advisory policy that tells, once per pack, which checks wait for the update."""

OWN = (SETTINGS, ACKNOWLEDGEMENTS, NOT_EVALUATED)

ALL = "all"
"""What Pulumi calls the level of every policy; the engine hands it over beside them, as if it were one."""

SCHEMA: Mapping[str, Mapping[str, Any]] = {
    "environment": {
        "description": "dev: findings advise; production: findings stop the update. Default production.",
    },
    "mandatory": {"description": "Ids of rules that stop an update in dev, too."},
    "remediate": {"description": "Whether rules that can correct a property do so. Default false."},
    "acknowledgements": {
        "description": "Findings to live with: a list of {finding: rule:path, resource: pattern, reason, expires}.",
    },
}
"""Without types on purpose: the pack itself tells everything that is wrong, the engine only the first thing."""


class Environment(StrEnum):
    """What a finding does."""

    DEV = "dev"
    """It advises."""
    PRODUCTION = "production"
    """It stops the update."""


@dataclass(frozen=True)
class Given:
    """What the engine hands over for one policy."""

    level: EnforcementLevel
    properties: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Settings:
    """A pack's configuration, read; whatever was wrong with it is in `problems` and at its default."""

    environment: Environment = Environment.PRODUCTION
    remediate: bool = False
    mandatory: frozenset[str] = frozenset()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    levels: Mapping[str, EnforcementLevel] = field(default_factory=dict[str, EnforcementLevel])
    knobs: Mapping[str, Any] = field(default_factory=dict[str, Any])
    problems: tuple[str, ...] = ()

    def level(self, policy: str) -> EnforcementLevel:
        """What a finding of a policy does: advise, stop, or nothing for one that is disabled.

        A level that Pulumi's own configuration lowers holds everywhere; in dev what is left at mandatory advises.
        """
        level = self.levels.get(policy, EnforcementLevel.MANDATORY)
        if level in {EnforcementLevel.ADVISORY, EnforcementLevel.DISABLED}:
            return level
        if policy == NOT_EVALUATED or (self.environment is Environment.DEV and policy not in self.mandatory):
            return EnforcementLevel.ADVISORY
        return EnforcementLevel.MANDATORY

    def corrects(self, rule: Rule) -> bool:
        """Whether a rule's remedy is to be applied: asked for by the rule's level, or for all by `remediate`."""
        level = self.levels.get(rule.id, EnforcementLevel.MANDATORY)
        if rule.remediate is None or level is EnforcementLevel.DISABLED:
            return False
        return self.remediate or level is EnforcementLevel.REMEDIATE


def read(given: Mapping[str, Given], rules: Sequence[Rule], existing: Sequence[str]) -> Settings:
    """The settings of a pack with `rules`.

    Args:
        given: configuration by policy name.
        rules: the pack's own.
        existing: ids of the rules of all packs, since one file may configure them all.
    """
    ids = sorted({*existing, *(rule.id for rule in rules)})
    own = given[SETTINGS].properties if SETTINGS in given else {}
    problems = [
        *(f"{name}: there is no such rule" for name in given if name not in {*ids, *OWN, ALL}),
        *_unknown_keys(own),
    ]
    environment = own.get("environment", Environment.PRODUCTION)
    if environment not in list(Environment):
        problems.append(f"environment: is none of {', '.join(Environment)}")
        environment = Environment.PRODUCTION
    remediate = own.get("remediate", False)
    if not isinstance(remediate, bool):
        problems.append("remediate: has the wrong type; it takes true or false")
    mandatory, wrong = _ids(own.get("mandatory", []), ids)
    accepted, refused = acknowledgements.read(own.get("acknowledgements", []), ids)
    turned, unfit = _knobs(given, rules)
    return Settings(
        environment=Environment(environment),
        remediate=remediate is True,
        mandatory=mandatory,
        acknowledgements=tuple(entry for entry in accepted if entry.rule in {rule.id for rule in rules}),
        levels={name: value.level for name, value in given.items()},
        knobs=turned,
        problems=(*problems, *wrong, *refused, *unfit),
    )


def _unknown_keys(own: Mapping[str, Any]) -> Iterator[str]:
    for key in own:
        if key not in SCHEMA:
            yield f"{key}: no such setting; there are {', '.join(SCHEMA)}"


def _ids(listed: Any, existing: Sequence[str]) -> tuple[frozenset[str], list[str]]:
    if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
        return frozenset(), ["mandatory: has the wrong type; it takes a list of rule ids"]
    return frozenset(listed), [f"mandatory: there is no rule {name}" for name in listed if name not in existing]


def _knobs(given: Mapping[str, Given], rules: Sequence[Rule]) -> tuple[dict[str, Any], list[str]]:
    turned: dict[str, Any] = {}
    problems: list[str] = []
    for rule in rules:
        properties = given[rule.id].properties if rule.id in given else {}
        if rule.knobs is not None:
            turned[rule.id], wrong = knobs.read(rule.knobs, properties)
            problems += [f"{rule.id}: {problem}" for problem in wrong]
        else:
            problems += [f"{rule.id}: {key}: the rule has no knobs" for key in properties]
    return turned, problems
