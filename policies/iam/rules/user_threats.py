"""User pools that do not look at who signs in."""

from ...aws import types as aws
from ...checks import require, unless_disposable
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def check(resource: Resource) -> Results:
    """A finding on a pool that lets in leaked passwords and bots, for custom sign-in too where there is any."""
    return unless_disposable(resource, _protection(resource))  # the plus tier is paid for each user of a month


def _protection(resource: Resource) -> Results:
    adds = resource["userPoolAddOns"]
    yield from require(
        adds["advancedSecurityMode"],
        lambda known: known.text == "ENFORCED",
        "does not stop sign-in with leaked passwords or from strange places",
    )
    challenge = resource["lambdaConfig"]["defineAuthChallenge"]
    custom = adds["advancedSecurityAdditionalFlows"]["customAuthMode"]
    if challenge.unknown and custom.text != "ENFORCED":
        yield NotEvaluated(challenge.path)
    elif not challenge.absent:
        yield from require(custom, lambda known: known.text == "ENFORCED", "leaves custom sign-in out")
    yield from require(
        resource["userPoolTier"],
        lambda known: known.text == "PLUS",
        "is a tier without threat protection",
    )


RULE = Rule(
    id="user-threats",
    title="User pools stop suspicious sign-ins",
    description="Lists of leaked passwords are tried against every public sign-in; threat protection stops them.",
    severity=Severity.MEDIUM,
    types=(aws.COGNITO_USER_POOL,),
    remediation="Set userPoolTier to PLUS and userPoolAddOns.advancedSecurityMode to ENFORCED",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/cognito-controls.html#cognito-1",
    check=check,
    controls=("A38",),
)
