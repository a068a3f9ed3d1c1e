"""MFA of Cognito user pools."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    optional: bool = parameter(default=False, description="Whether OPTIONAL is accepted, which lets each user decide.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on a pool whose users can sign in with only a password."""
    factors = resource["signInPolicy"]["allowedFirstAuthFactors"]
    listed = list(factors.elements())
    if any(factor.text not in {"", "PASSWORD"} for factor in listed):
        return
    if any(factor.unknown for factor in (factors, *listed)):
        yield NotEvaluated(factors.path)
        return
    enough = {"ON", "OPTIONAL"} if parameters.optional else {"ON"}
    yield from require(resource["mfaConfiguration"], lambda known: known.text in enough, "does not require MFA")


RULE = Rule(
    id="user-second-factor",
    title="Cognito user pools require MFA with passwords",
    description=(
        "A password that leaked from another site gives access to the account. A second factor still protects it."
    ),
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation=(
        "Set mfaConfiguration to ON with softwareTokenMfaConfiguration, or allow a first factor other than PASSWORD"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-5",
    check=check,
    controls=("A37",),
    parameters=Parameters,
)
