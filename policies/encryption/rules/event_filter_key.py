"""Encryption keys of event source filters."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on filter criteria without a customer managed key. A mapping without filters needs no key."""
    key, filters = resource["kmsKeyArn"], resource["filterCriteria"]["filters"]
    if key.absent and filters.unknown:
        yield NotEvaluated(filters.path)
    elif not key.absent or any(filters.elements()):
        yield from require_customer_key(resource, key)


RULE = Rule(
    id="event-filter-key",
    title="Event source filters are encrypted with a customer managed key",
    description=(
        "A filter can contain the id of a restaurant or a customer. Without a key, everyone who can read the mapping "
        "sees it."
    ),
    severity=Severity.LOW,
    types=(aws.LAMBDA_EVENT_SOURCE_MAPPING,),
    remediation="Set kmsKeyArn to a customer managed key whose policy allows lambda.amazonaws.com to decrypt",
    url="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption",
    check=check,
    controls=("B20",),
    scope=Scope.STACK,
)
