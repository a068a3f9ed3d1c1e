"""Secrets in a function's environment."""

from ...aws import types as aws
from ...aws.secrets import secret_like
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each variable that looks like a secret by its name or its value."""
    variables = resource["environment"]["variables"]
    if variables.unknown:
        yield NotEvaluated(variables.path)
    for name, value in variables.entries():
        yield from require(value, lambda known, name=name: not secret_like(name, known), "holds a secret in plain text")


RULE = Rule(
    id="function-secrets",
    title="Functions get secrets from Secrets Manager",
    description="A variable of a function is plain text to everyone who may read its configuration.",
    severity=Severity.HIGH,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Pass the secret's ARN and read it at start, or sign in with IAM",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-encryption",
    check=check,
    controls=("A41",),
)
