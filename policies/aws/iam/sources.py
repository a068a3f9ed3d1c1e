"""Services that act on behalf of whoever asks: the confused deputy."""

from collections.abc import Callable, Iterator, Mapping

from ...rule import Finding, Resource, Results
from .documents import Statement, judge


def require_source(
    resource: Resource,
    places: Mapping[str, tuple[str, ...]],
    sends_source: Callable[[str], bool],
    limits: tuple[str, ...],
    what: str,
) -> Results:
    """A finding on each grant to a service that could say for whom it acts and need not.

    Args:
        resource: the resource with the documents.
        places: the properties of its type that hold them.
        sends_source: whether a service principal can satisfy such a condition at all.
        limits: patterns of the condition keys that tie a grant to somebody, in lower case.
        what: what the service uses, for the finding.
    """

    def check(statement: Statement) -> Iterator[Finding]:
        served = any(kind == "Service" and sends_source(name) for kind, name in statement.principals)
        if served and not statement.limited_by(*limits):
            yield statement.finding("Condition", f"lets the service use the {what} on behalf of any account")

    return judge(resource, places, check)
