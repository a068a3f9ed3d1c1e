"""Functions that nothing holds back, and those that were switched off."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import Finding, Reference, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Whether a reservation is asked for: it takes its share from all other functions of the account, used or not."""

    required: bool = parameter(False, "Whether a function without a reservation is wrong, too.")  # noqa: FBT003 - a default


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a function that may not run at all and, where asked for, on one without a reservation."""
    reserved = resource["reservedConcurrentExecutions"]
    yield from require(reserved, lambda known: known.number != 0, "is 0: every invocation is refused")
    if parameters.required and not reserved.unknown and (reserved.number is None or reserved.number < 0):
        yield Finding(reserved.path, "reserves nothing: the function can use up what all share")


RULE = Rule(
    id="function-concurrency",
    title="Functions have their share of the account's concurrency",
    description="All functions of a region share one limit; without a reservation one of them can starve the others.",
    severity=Severity.LOW,
    types=(aws.LAMBDA_FUNCTION,),
    remediation="Set reservedConcurrentExecutions to what the function needs at its peak, 1 or more",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
    check=check,
    controls=("F22",),
    references=Reference(checkov=("CKV_AWS_115",)),
    parameters=Parameters,
)
