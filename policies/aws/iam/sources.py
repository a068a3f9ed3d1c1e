"""Services that act on behalf of any account: the confused deputy problem."""

from collections.abc import Callable, Iterator

from ...rule import Finding, Resource, Results
from .documents import Statement, check_statements
from .policy_types import Properties


def require_source(
    resource: Resource,
    properties: Properties,
    sends_source: Callable[[str], bool],
    limits: tuple[str, ...],
    what: str,
) -> Results:
    """A finding on each grant to a service without a condition on the account or resource it acts for.

    Args:
        resource: the resource with the documents.
        properties: the properties with documents, by type.
        sends_source: whether a service principal sends the keys of such a condition.
        limits: patterns of the condition keys that limit a grant, in lower case.
        what: what the service uses, for the finding.
    """

    def check(statement: Statement) -> Iterator[Finding]:
        served = any(kind == "Service" and sends_source(name) for kind, name in statement.principals)
        if served and not statement.limited_by(*limits):
            yield statement.finding("Condition", f"allows the service to use the {what} on behalf of any account")

    return check_statements(resource, properties, check)
