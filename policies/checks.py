"""Checks that many rules share. Each yields nothing if the resource passes."""

from collections.abc import Callable, Iterable

from .aws import types as aws
from .model.values import Value
from .rule import Finding, NotEvaluated, Resource, Result, Results

KEY_TYPES = (aws.KMS_KEY, aws.KMS_ALIAS, aws.KMS_REPLICA_KEY)


def require(value: Value, test: Callable[[Value], bool], reason: str) -> Results:
    """A finding unless `test` holds; not evaluated while the value is unknown."""
    if value.unknown:
        yield NotEvaluated(value.path)
    elif not test(value):
        yield Finding(value.path, reason)


def require_true(value: Value, reason: str) -> Results:
    """A finding unless the value is true."""
    return require(value, lambda known: known.true, reason)


def require_one(values: Iterable[Value], test: Callable[[Value], bool], finding: Finding) -> Results:
    """The finding unless `test` holds for a value; not evaluated while it may hold for an unknown one."""
    given = list(values)
    if not any(not value.unknown and test(value) for value in given):
        yield unless_unknown(given, finding)


def unless_unknown(values: Iterable[Value], finding: Finding) -> Result:
    """The finding, or not evaluated at the first unknown value, which may prevent it."""
    return next((NotEvaluated(value.path) for value in values if value.unknown), finding)


def waiting_for(value: Value, results: Iterable[Result]) -> Results:
    """The results, with findings not evaluated while a value that may excuse them is unknown."""
    for result in results:
        yield NotEvaluated(value.path) if value.unknown and isinstance(result, Finding) else result


def require_present(resource: Resource, value: Value, reason: str) -> Results:
    """A finding if the value is not set; an unknown value that comes from another resource counts as set."""
    if value.unknown and any(resource.edges.get(value.path.split(".", 1)[0], ())):
        return
    yield from require(value, lambda known: not known.absent, reason)


def require_customer_key(resource: Resource, value: Value) -> Results:
    """A finding unless the value is a customer managed key: no key or a key of AWS is a finding.

    An edge to a key or an alias is enough while the ARN is unknown.
    """
    if value.unknown and any(resource.sources(value, *KEY_TYPES)):
        return
    yield from require(value, _names_customer_key, "no customer managed key is set")


def _names_customer_key(value: Value) -> bool:
    return bool(value.text) and "alias/aws/" not in value.text


DISPOSABLE_TAG = "disposable"
"""The tag whose value `true` says that a resource may be destroyed with its data: a demo, a test, an example."""


def unless_disposable(resource: Resource, results: Iterable[Result]) -> Results:
    """The results, unless the resource's tags say that it may be destroyed with its data."""
    disposable = resource["tags"][DISPOSABLE_TAG]
    if not disposable.true:
        yield from waiting_for(disposable, results)


def unless_replica(resource: Resource, results: Iterable[Result]) -> Results:
    """The results, unless the resource is a replica of a database instance, which takes over its settings."""
    if resource["replicateSourceDb"].absent:
        yield from results
