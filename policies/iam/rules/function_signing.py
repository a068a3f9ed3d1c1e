"""Functions whose code nobody signed."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_present
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter

_SIGNING = aws.LAMBDA_CODE_SIGNING_CONFIG


@dataclass(frozen=True)
class Parameters:
    """Whether the organisation signs code."""

    required: bool = parameter(
        default=False, description="Whether every function must have a code signing configuration."
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a signing configuration that lets unsigned code pass, and where signing is required on its lack."""
    if resource.type == _SIGNING:
        yield from require(
            resource["policies"]["untrustedArtifactOnDeployment"],
            lambda known: known.text == "Enforce",
            "only warns of code that nobody signed",
        )
    elif parameters.required:
        yield from _signed(resource)


def _signed(resource: Resource) -> Results:
    signing, kind = resource["codeSigningConfigArn"], resource["packageType"]
    if kind.text == "Image":  # Lambda does not check signatures of images
        return
    if kind.unknown and signing.absent:
        yield NotEvaluated(kind.path)
        return
    yield from require_present(resource, signing, "is not set: whoever may deploy runs any code")


RULE = Rule(
    id="function-signing",
    title="Functions run signed code only",
    description="With code signing, what was changed between build and deployment does not run.",
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_FUNCTION, _SIGNING),
    remediation="Set codeSigningConfigArn on the function, and untrustedArtifactOnDeployment to Enforce",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
    check=check,
    controls=("A44",),
    scope=Scope.STACK,
    parameters=Parameters,
)
