"""User pools where a password is enough."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Whether users may choose."""

    optional: bool = parameter(default=False, description="Whether OPTIONAL, where each user chooses, is enough.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a pool whose users sign in with a password alone."""
    factors = resource["signInPolicy"]["allowedFirstAuthFactors"]
    listed = list(factors.elements())
    if any(factor.text not in {"", "PASSWORD"} for factor in listed):
        return
    if any(factor.unknown for factor in (factors, *listed)):
        yield NotEvaluated(factors.path)
        return
    enough = {"ON", "OPTIONAL"} if parameters.optional else {"ON"}
    yield from require(
        resource["mfaConfiguration"], lambda known: known.text in enough, "lets users in with a password alone"
    )


RULE = Rule(
    id="user-second-factor",
    title="Users who sign in with a password have a second factor",
    description="A password that was used elsewhere and leaked opens the account; a second factor keeps it shut.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set mfaConfiguration to ON with softwareTokenMfaConfiguration, or allow a factor other than PASSWORD",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-5",
    check=check,
    controls=("A37",),
    parameters=Parameters,
)
