"""Checks that many rules share. Each yields nothing when all is well."""

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
    """The finding unless `test` holds for one of the values at least; not evaluated while one of the rest might."""
    given = list(values)
    if not any(not value.unknown and test(value) for value in given):
        yield unless_unknown(given, finding)


def unless_unknown(values: Iterable[Value], finding: Finding) -> Result:
    """The finding, or not evaluated at the first of the values that is unknown and might yet prevent it."""
    return next((NotEvaluated(value.path) for value in values if value.unknown), finding)


def waiting_for(value: Value, results: Iterable[Result]) -> Results:
    """The results, where findings wait for a value that might excuse them while it is unknown."""
    for result in results:
        yield NotEvaluated(value.path) if value.unknown and isinstance(result, Finding) else result


def require_present(resource: Resource, value: Value, reason: str) -> Results:
    """A finding when nothing is set; an unknown value that comes from another resource counts as set."""
    if value.unknown and any(resource.edges.get(value.path.split(".", 1)[0], ())):
        return
    yield from require(value, lambda known: not known.absent, reason)


def require_customer_key(resource: Resource, value: Value) -> Results:
    """A finding unless the value names a key of ours: none, or one that AWS owns, will not do.

    An edge to a key or alias proves it even while the ARN is unknown.
    """
    if value.unknown and any(resource.sources(value, *KEY_TYPES)):
        return
    yield from require(value, _names_customer_key, "no customer managed key is set")


def _names_customer_key(value: Value) -> bool:
    return bool(value.text) and "alias/aws/" not in value.text


DISPOSABLE_TAG = "disposable"
"""Marks, with `true`, what may be destroyed with its data: a demo, a test, an example."""


def unless_disposable(resource: Resource, results: Iterable[Result]) -> Results:
    """The results, unless the resource's tags say that it may be destroyed with its data."""
    mark = resource["tags"][DISPOSABLE_TAG]
    if not mark.true:
        yield from waiting_for(mark, results)


def unless_replica(resource: Resource, results: Iterable[Result]) -> Results:
    """The results, unless the resource is a database instance that follows another and has what that one has."""
    if resource["replicateSourceDb"].absent:
        yield from results
