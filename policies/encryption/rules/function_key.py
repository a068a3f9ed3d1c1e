"""Encryption keys of Lambda environment variables."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a function with environment variables and without a customer managed key."""
    variables = resource["environment"]["variables"]
    evaluated = require_customer_key(resource, resource["kmsKeyArn"])
    if variables.unknown:
        if any(evaluated):
            yield NotEvaluated(variables.path)
    elif any(variables.entries()):
        yield from evaluated


RULE = Rule(
    id="function-key",
    title="Lambda environment variables are encrypted with a customer managed key",
    description=(
        "With a customer managed key, permission to read the configuration of a function does not include its "
        "variables."
    ),
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set kmsKeyArn to a customer managed key",
    url="https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html",
    check=check,
    controls=("B19",),
    scope=Scope.STACK,
)
