"""Rules as policies of a pack: every check is made and every finding reported, whatever is unknown."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyComplianceFramework,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    Severity,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy.proxy import UNKNOWN_STRING_VALUE, UnknownValueError

from .rule import Finding, Resource, Rule, Scope
from .values import Value, plain

INPUTS_NOTED = "inputs-noted"
"""Name of the policy that finds nothing and keeps each resource's inputs for the rules over the whole stack.

The engine hands these rules what the provider answered: a key that was left out is then unknown in a preview, and
afterwards a key of AWS's, which looks like one of ours.
"""

NOT_EVALUATED = "not-evaluated"
"""Name of the advisory policy that tells, once per pack, which checks wait for the update."""


class ChecksSkippedError(UnknownValueError):
    """Tells the engine which checks wait for the update: `resource: property path (number of rules)`."""

    def __init__(self, skipped: Mapping[str, int]) -> None:
        places = [f"{place} ({rules})" for place, rules in sorted(skipped.items())]
        super().__init__(UNKNOWN_STRING_VALUE, places)
        self.message = f"{sum(skipped.values())} checks not evaluated: {', '.join(places)}"


def as_policies(rules: Iterable[Rule]) -> list[Policy]:
    """One policy per rule, in their order, and the one that counts what could not be evaluated.

    A rule reports every finding; for checks that it had to skip it then says to the engine, quietly, that it did not
    apply. All skipped checks together are one message of the last policy, not one per rule and resource.
    """
    listed = list(rules)
    inputs: dict[str, Value] = {}
    made = [_stack_policy(rule, inputs) if rule.scope is Scope.STACK else _resource_policy(rule) for rule in listed]
    return [_noting_policy(listed, inputs), *made, _counting_policy(listed, inputs)]


def _about(rule: Rule) -> dict[str, Any]:
    known = rule.known_as()
    hub = known.security_hub
    return {
        "name": rule.id,
        "display_name": rule.title,
        "description": rule.description,
        "severity": rule.severity,
        "framework": PolicyComplianceFramework(name="AWS Security Hub", reference=", ".join(hub)) if hub else None,
        "tags": known.tags(),
        "remediation_steps": rule.remediation,
        "url": rule.url,
    }


def _resource_policy(rule: Rule) -> ResourceValidationPolicy:
    types = frozenset(rule.types)

    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        if args.resource_type not in types:
            args.not_applicable()
        resource = Resource(args.resource_type, Value(plain(args.props)), args.name, args.urn)
        if skipped := _judge(rule, resource, lambda text: report(text, None)):
            args.not_applicable(_waiting(skipped))

    return ResourceValidationPolicy(validate=validate, **_about(rule))


def _noting_policy(rules: Iterable[Rule], inputs: dict[str, Value]) -> ResourceValidationPolicy:
    types = frozenset(kind for rule in rules for kind in rule.types)

    def validate(args: ResourceValidationArgs, _: ReportViolation) -> None:
        if args.resource_type in types:
            inputs[args.urn] = Value(plain(args.props))

    return ResourceValidationPolicy(
        name=INPUTS_NOTED,
        description="Keeps what each resource was given, for the rules over the whole stack; finds nothing itself.",
        validate=validate,
        display_name="Inputs are noted",
        severity=Severity.LOW,
    )


def _stack_policy(rule: Rule, inputs: Mapping[str, Value]) -> StackValidationPolicy:
    types = frozenset(rule.types)

    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        skipped: list[str] = []
        for resource in connect(args.resources, inputs):
            if resource.type in types:
                skipped += _judge(rule, resource, lambda text, urn=resource.urn: report(text, urn))
        if skipped:
            args.not_applicable(_waiting(skipped))

    return StackValidationPolicy(validate=validate, **_about(rule))


def _counting_policy(rules: Iterable[Rule], inputs: Mapping[str, Value]) -> StackValidationPolicy:
    by_type: dict[str, list[Rule]] = {}
    for rule in rules:
        for kind in frozenset(rule.types):
            by_type.setdefault(kind, []).append(rule)

    def validate(args: StackValidationArgs, _: ReportViolation) -> None:
        skipped: Counter[str] = Counter()
        for resource in connect(args.resources, inputs):
            for rule in by_type.get(resource.type, ()):
                skipped.update(set(_judge(rule, resource, lambda _: None)))
        if skipped:
            raise ChecksSkippedError(skipped)

    return StackValidationPolicy(
        name=NOT_EVALUATED,
        description="Checks whose values only the update will know; the update makes them.",
        validate=validate,
        enforcement_level=EnforcementLevel.ADVISORY,
        display_name="Checks that wait for the update",
        severity=Severity.LOW,
    )


def connect(resources: Iterable[PolicyResource], inputs: Mapping[str, Value]) -> list[Resource]:
    """The stack's resources with the edges between them, both ways; `inputs` by URN where they were noted."""
    listed = list(resources)
    edges: dict[str, dict[str, list[Resource]]] = {given.urn: {} for given in listed}
    users: dict[str, list[tuple[str, Resource]]] = {given.urn: [] for given in listed}
    # The maps are shared with the resources and filled afterwards: a stack's edges may form a cycle.
    made = {
        given.urn: Resource(
            given.resource_type,
            inputs.get(given.urn) or Value(plain(given.props)),
            given.name,
            given.urn,
            edges[given.urn],
            users[given.urn],
        )
        for given in listed
    }
    for given in listed:
        for key, sources in given.property_dependencies.items():
            edges[given.urn][key] = [made[source.urn] for source in sources]
            for source in sources:
                users[source.urn].append((key, made[given.urn]))
    return list(made.values())


def _judge(rule: Rule, resource: Resource, report: Callable[[str], None]) -> list[str]:
    """Reports the findings on one resource and returns the checks that were skipped."""
    skipped: list[str] = []
    for result in rule.judge(resource):
        if isinstance(result, Finding):
            report(f"{result.path or resource.type}: {result.reason}. {rule.remediation}")
        else:
            skipped.append(f"{resource.name}: {result.path}")
    return skipped


def _waiting(skipped: Iterable[str]) -> str:
    return f"waits for the update: {', '.join(sorted(set(skipped)))}"
