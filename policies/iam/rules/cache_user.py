"""Users of a cache who need no IAM."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def _switches(access: str) -> list[str]:
    """What switches the user on or off, of which the last one holds (Valkey and Redis ACL)."""
    return [word for word in access.lower().split() if word in {"on", "off"}]


def check(resource: Resource) -> Results:
    """A finding on a user without password, and on one with anything but IAM; the default user must be off."""
    name = resource["userName"]
    if name.unknown:
        yield NotEvaluated(name.path)
        return
    if name.text == "default":
        yield from require(
            resource["accessString"], lambda known: _switches(known.text)[-1:] == ["off"], "leaves the default user on"
        )
        return
    yield from require(
        resource["noPasswordRequired"], lambda known: not known.true, "lets the user in without password"
    )
    yield from require(
        resource["authenticationMode"]["type"], lambda known: known.text == "iam", "is not iam: a password must be kept"
    )


RULE = Rule(
    id="cache-user",
    title="Cache users sign in with IAM",
    description="An IAM user of a cache has no password that could leak, and the default user is switched off.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_USER,),
    remediation="Set authenticationMode.type to iam; give the user named default the access string off ~* -@all",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html",
    check=check,
    controls=("A33",),
)
