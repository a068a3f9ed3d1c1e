"""Code signing of Lambda functions."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_SIGNING = aws.LAMBDA_CODE_SIGNING_CONFIG


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    required: bool = parameter(
        default=False, description="Whether every function must have a code signing configuration."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a signing configuration that accepts unsigned code, and on a function without one if required."""
    if resource.type == _SIGNING:
        yield from require(
            resource["policies"]["untrustedArtifactOnDeployment"],
            lambda known: known.text == "Enforce",
            "is not Enforce, so unsigned code is only reported",
        )
    elif parameters.required:
        yield from _signed(resource)


def _signed(resource: Resource) -> Results:
    signing, kind = resource["codeSigningConfigArn"], resource["packageType"]
    if kind.text == "Image":  # Lambda does not verify signatures of images
        return
    if kind.unknown and signing.absent:
        yield NotEvaluated(kind.path)
        return
    yield from require_present(resource, signing, "is not set, so unsigned code can be deployed")


RULE = Rule(
    id="function-signing",
    title="Lambda functions run only signed code",
    description="Code signing rejects code that was changed between build and deployment.",
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_FUNCTION, _SIGNING),
    remediation="Set codeSigningConfigArn on the function, and untrustedArtifactOnDeployment to Enforce",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
    check=check,
    controls=("A44",),
    scope=Scope.STACK,
    parameters=Parameters,
)
