"""Authentication of ElastiCache users."""

from ...aws import types as aws
from ...checks import require
from ...rule import NotEvaluated, Resource, Results, Rule, Severity


def _switches(access: str) -> list[str]:
    """The words that enable or disable the user; the last one applies (Valkey and Redis ACL)."""
    return [word for word in access.lower().split() if word in {"on", "off"}]


def check(resource: Resource) -> Results:
    """A finding on a user without a password or without IAM authentication, and on an enabled default user."""
    name = resource["userName"]
    if name.unknown:
        yield NotEvaluated(name.path)
        return
    if name.text == "default":
        yield from require(
            resource["accessString"],
            lambda known: _switches(known.text)[-1:] == ["off"],
            "does not disable the default user",
        )
        return
    yield from require(
        resource["noPasswordRequired"], lambda known: not known.true, "is true, so the user needs no password"
    )
    yield from require(
        resource["authenticationMode"]["type"],
        lambda known: known.text == "iam",
        "is not iam, so the user needs a stored password",
    )


RULE = Rule(
    id="cache-user",
    title="ElastiCache users authenticate with IAM",
    description="An IAM user of a cache has no password that can leak, and a disabled default user cannot connect.",
    severity=Severity.MEDIUM,
    types=(aws.ELASTICACHE_USER,),
    remediation="Set authenticationMode.type to iam. For the user named default, set accessString to off ~* -@all",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/auth-iam.html",
    check=check,
    controls=("A33",),
)
