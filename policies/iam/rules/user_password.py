"""Passwords of a user pool that are easily guessed."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Finding, Resource, Results, Rule, Severity, parameter

_OWN_MINIMUM = 8  # what Cognito asks for by itself, with all four classes (API reference, PasswordPolicyType)
_CLASSES = ("requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols")


@dataclass(frozen=True)
class Parameters:
    """What passwords must have."""

    minimum_length: int = parameter(8, "Characters of a password, at least.", minimum=6, maximum=99)
    temporary_days: int = parameter(7, "Days that a temporary password is valid, at most.", minimum=1, maximum=365)


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each part of the password policy that is weaker than it must be."""
    policy = resource["passwordPolicy"]
    length = policy["minimumLength"]
    if policy.absent:
        if parameters.minimum_length > _OWN_MINIMUM:
            yield Finding(length.path, f"is left to Cognito, which asks for {_OWN_MINIMUM} characters")
        return
    yield from require(
        length,
        lambda known: (known.number or 0) >= parameters.minimum_length,
        f"asks for fewer than {parameters.minimum_length} characters",
    )
    for kind in _CLASSES:
        yield from require_true(policy[kind], "is off: passwords may leave out this class of characters")
    yield from require(
        policy["temporaryPasswordValidityDays"],
        lambda known: known.absent or 0 <= (known.number or 0) <= parameters.temporary_days,
        f"keeps temporary passwords valid for more than {parameters.temporary_days} days",
    )


RULE = Rule(
    id="user-password",
    title="User pools ask for strong passwords",
    description="A short password of few kinds of characters is found by trying; a temporary one lies in a mailbox.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set passwordPolicy: minimumLength 8, all four require options, temporaryPasswordValidityDays 7",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-3",
    check=check,
    controls=("A36",),
    parameters=Parameters,
)
