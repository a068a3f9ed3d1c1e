"""Reserved concurrency of Lambda functions."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Reference, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule. A reservation reduces the concurrency of all other functions, used or unused."""

    required: bool = parameter(False, "Whether every function must have reserved concurrency.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a function with a concurrency of 0 and, if required, on one without reserved concurrency."""
    reserved = resource["reservedConcurrentExecutions"]
    yield from require(reserved, lambda known: known.number != 0, "is 0, so every invocation is rejected")
    if parameters.required and not reserved.unknown and (reserved.number is None or reserved.number < 0):
        yield Finding(reserved.path, "is not set, so the function can use the shared concurrency of all functions")


RULE = Rule(
    id="function-concurrency",
    title="Reserved concurrency of Lambda functions is above 0",
    description=(
        "All functions of a region share one concurrency limit. Without a reservation, one function can starve the "
        "others."
    ),
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set reservedConcurrentExecutions to the peak concurrency of the function, at least 1",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    check=check,
    controls=("F22",),
    references=Reference(checkov=("CKV_AWS_115",)),
    parameters=Parameters,
)
