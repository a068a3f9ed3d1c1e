"""Threat protection of Cognito user pools."""

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a pool that does not block suspicious sign-ins, including custom authentication if it is used."""
    return unless_disposable(resource, _protection(resource))  # the plus tier is billed per monthly active user


def _protection(resource: Resource) -> Results:
    adds = resource["userPoolAddOns"]
    yield from require(
        adds["advancedSecurityMode"],
        lambda known: known.text == "ENFORCED",
        "is not ENFORCED, so suspicious sign-ins are not blocked",
    )
    challenge = resource["lambdaConfig"]["defineAuthChallenge"]
    custom = adds["advancedSecurityAdditionalFlows"]["customAuthMode"]
    if challenge.unknown and custom.text != "ENFORCED":
        yield NotEvaluated(challenge.path)
    elif not challenge.absent:
        yield from require(
            custom, lambda known: known.text == "ENFORCED", "is not ENFORCED, so custom authentication is not protected"
        )
    yield from require(
        resource["userPoolTier"],
        lambda known: known.text == "PLUS",
        "is not PLUS, so the tier has no threat protection",
    )


RULE = Rule(
    id="user-threats",
    title="Cognito user pools block suspicious sign-ins",
    description="Attackers try leaked passwords on every public sign-in page. Threat protection blocks these attempts.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set userPoolTier to PLUS and userPoolAddOns.advancedSecurityMode to ENFORCED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-1",
    check=check,
    controls=("A38",),
)
