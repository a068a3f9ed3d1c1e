"""Password policies of Cognito user pools."""

from dataclasses import dataclass

from ...aws import types as aws
from ...checks import require, require_true
from ...rule import Finding, Resource, Results, Rule, Severity, parameter

_DEFAULT_MINIMUM = 8  # Cognito's default, with all four classes (API reference, PasswordPolicyType)
_CLASSES = ("requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols")


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    minimum_length: int = parameter(8, "Minimum length of a password.", minimum=6, maximum=99)
    temporary_days: int = parameter(
        7, "Maximum number of days that a temporary password is valid.", minimum=1, maximum=365
    )


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each part of the password policy that is too weak."""
    policy = resource["passwordPolicy"]
    length = policy["minimumLength"]
    if policy.absent:
        if parameters.minimum_length > _DEFAULT_MINIMUM:
            yield Finding(length.path, f"is not set, so Cognito requires {_DEFAULT_MINIMUM} characters by default")
        return
    yield from require(
        length,
        lambda known: (known.number or 0) >= parameters.minimum_length,
        f"is less than {parameters.minimum_length}",
    )
    for kind in _CLASSES:
        yield from require_true(policy[kind], "is not enabled, so passwords need no character of this class")
    yield from require(
        policy["temporaryPasswordValidityDays"],
        lambda known: known.absent or 0 <= (known.number or 0) <= parameters.temporary_days,
        f"is more than {parameters.temporary_days}",
    )


RULE = Rule(
    id="user-password",
    title="Cognito user pools require strong passwords",
    description=(
        "Short passwords with few kinds of characters are easy to guess. A temporary password stays readable in a "
        "mailbox."
    ),
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation=(
        "In passwordPolicy set minimumLength to 8, all four require options to true and temporaryPasswordValidityDays "
        "to 7"
    ),
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-3",
    check=check,
    controls=("A36",),
    parameters=Parameters,
)
