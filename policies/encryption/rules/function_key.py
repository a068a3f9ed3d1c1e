"""Functions' settings under a key of ours."""

from ...aws import types as aws
from ...checks import require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a function with variables under the key of AWS."""
    variables = resource["environment"]["variables"]
    evaluated = require_customer_key(resource, resource["kmsKeyArn"])
    if variables.unknown:
        if any(evaluated):
            yield NotEvaluated(variables.path)
    elif any(variables.entries()):
        yield from evaluated


RULE = Rule(
    id="function-key",
    title="Functions' variables are encrypted with a key of ours",
    description="With a key of our own, who may read a function's configuration may not yet read its variables.",
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set kmsKeyArn",
    url="https://docs.aws.amazon.com/lambda/latest/dg/security-encryption-at-rest.html",
    check=check,
    controls=("B19",),
    scope=Scope.STACK,
)
