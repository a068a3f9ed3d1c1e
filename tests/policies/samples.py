"""A rule made up for the tests of what runs rules."""

from dataclasses import dataclass
from typing import Any

from policies.checks import require_customer_key, require_true
from policies.engine.remediation import with_value
from policies.engine.server import Analyzer, Pack
from policies.rule import Reference, Resource, Results, Rule, Scope, Severity, parameter

KIND = "aws:a/b:C"
RIGHT: dict[str, Any] = {"first": True, "key": "k", "nested": {"last": True}}


@dataclass(frozen=True)
class Parameters:
    lowest: int = parameter(1, "The lowest level.", minimum=0, maximum=9)


def _check(resource: Resource) -> Results:
    yield from require_true(resource["first"], "is off")
    yield from require_customer_key(resource, resource["key"])
    yield from require_true(resource["nested"]["last"], "is off")


def _remediate(properties: dict[str, Any]) -> dict[str, Any]:
    return with_value(with_value(properties, "first", value=True), "nested.last", value=True)


def sample(scope: Scope = Scope.RESOURCE, name: str = "sample", **given: Any) -> Rule:
    """Three checks, two of which it can put right."""
    about: dict[str, Any] = {
        "id": name,
        "title": "Sample",
        "description": "A sample.",
        "severity": Severity.LOW,
        "types": (KIND,),
        "remediation": "Switch it on",
        "url": "https://example.com",
        "check": _check,
        "references": Reference(security_hub=("A.1",), checkov=("CKV_1",)),
        "remediate": _remediate,
        "scope": scope,
    }
    return Rule(**{**about, **given})


def analyzer(*rules: Rule, **given: Any) -> Analyzer:
    """A pack of these rules, ready for the engine's questions."""
    return Analyzer(Pack("samples", "Samples", rules, others=("elsewhere",)), **given)
