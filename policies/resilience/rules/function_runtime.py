"""Runtimes of Lambda functions."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import Resource, Results, Rule, Severity, parameter

# https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
_DEPRECATED = frozenset(
    (
        *("nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x"),
        *("nodejs14.x", "nodejs16.x", "nodejs18.x", "nodejs20.x"),
        *("python2.7", "python3.6", "python3.7", "python3.8", "python3.9"),
        *("dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet6", "dotnet7"),
        *("ruby2.5", "ruby2.7", "ruby3.2", "java8", "go1.x", "provided"),
    )
)


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    also_refused: tuple[str, ...] = parameter((), "Runtimes to reject in addition to those that AWS has deprecated.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a function with a deprecated runtime. A container image has no managed runtime."""
    refused = _DEPRECATED.union(parameters.also_refused)
    return require(resource["runtime"], lambda known: known.text not in refused, "is deprecated or rejected")


RULE = Rule(
    id="function-runtime",
    title="Lambda functions use a supported runtime",
    description="A deprecated runtime gets no security updates, and AWS later blocks updates of the function.",
    severity=Severity.MEDIUM,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set runtime to a supported one, such as python3.13",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2",
    check=check,
    controls=("F21",),
    parameters=Parameters,
)
