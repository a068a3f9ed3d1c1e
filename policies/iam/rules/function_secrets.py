"""Secrets in Lambda environment variables."""

from ...aws import types as aws
from ...aws.secrets import secret_like
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on each environment variable whose name or value looks like a secret."""
    variables = resource["environment"]["variables"]
    if variables.unknown:
        yield NotEvaluated(variables.path)
    for name, value in variables.entries():
        yield from require(
            value, lambda known, name=name: not secret_like(name, known), "contains a secret in plain text"
        )


RULE = Rule(
    id="function-secrets",
    title="Lambda functions have no secrets in environment variables",
    description="Every principal that can read the configuration of a function can read its variables.",
    severity=Severity.HIGH,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Pass the ARN of a secret and read the secret at start, or authenticate with IAM",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-encryption",
    check=check,
    controls=("A41",),
)
