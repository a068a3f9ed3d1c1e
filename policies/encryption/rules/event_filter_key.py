"""Filters of event sources under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on filter criteria under the key of AWS; a mapping that filters nothing needs none of ours."""
    key, filters = resource["kmsKeyArn"], resource["filterCriteria"]["filters"]
    if key.absent and filters.unknown:
        yield NotEvaluated(filters.path)
    elif not key.absent or any(filters.elements()):
        yield from require_customer_key(resource, key)


RULE = Rule(
    id="event-filter-key",
    title="Filters of event sources are encrypted with a key of ours",
    description="What a filter looks for, such as a restaurant or a customer, is shown to whoever may see the mapping.",
    severity=Severity.LOW,
    types=(aws.LAMBDA_EVENT_SOURCE_MAPPING,),
    remediation="Set kmsKeyArn to a key whose policy lets lambda.amazonaws.com decrypt with it",
    url="https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html#filter-criteria-encryption",
    check=check,
    controls=("B20",),
    scope=Scope.STACK,
)
