"""Who may invoke a function."""

from ...aws import types as aws
from ...aws.iam.conditions import matches_any_caller
from ...checks import require, require_present
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_REASON = "lets the service invoke the function for resources of any account"


def check(resource: Resource) -> Results:
    """A finding on a public grant, and on a service's grant that does not say for whom."""
    principal, source, account = (resource[key] for key in ("principal", "sourceArn", "sourceAccount"))
    yield from require(principal, lambda known: known.text != "*", "lets anyone invoke the function")
    if not principal.text.endswith(".amazonaws.com") or not account.absent:
        return
    if principal.text == "s3.amazonaws.com":  # a bucket's ARN has no account: its name may be another's next year
        yield from require_present(resource, account, _REASON)
    elif matches_any_caller(source.text):
        yield Finding(source.path, _REASON)
    else:
        yield from require_present(resource, source, _REASON)


RULE = Rule(
    id="function-permission",
    title="Function permissions name their source",
    description=(
        "A permission for a service principal without a source lets that service's other customers invoke the function."
    ),
    severity=Severity.CRITICAL,
    types=(aws.LAMBDA_PERMISSION,),
    remediation="Set sourceArn to the API, rule or topic that invokes it; for a bucket, sourceAccount",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
    check=check,
    controls=("A20",),
    scope=Scope.STACK,
)
