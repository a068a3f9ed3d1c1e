"""Permissions to invoke Lambda functions."""

from ...aws import types as aws
from ...aws.iam.conditions import matches_any_caller
from ...checks import require, require_present, waiting_for
from ...model.values import Value
from ...rule import Finding, Resource, Results, Rule, Scope, Severity

_REASON = "allows the service to invoke the function on behalf of any account"


def check(resource: Resource) -> Results:
    """A finding on a public permission, and on a service permission without a source."""
    principal, source, account = (resource[key] for key in ("principal", "sourceArn", "sourceAccount"))
    yield from _public(resource, principal)
    if not principal.text.endswith(".amazonaws.com") or not account.absent:
        return
    if principal.text == "s3.amazonaws.com":  # a bucket ARN has no account, and another account can reuse the name
        yield from require_present(resource, account, _REASON)
    elif matches_any_caller(source.text):
        yield Finding(source.path, _REASON)
    else:
        yield from require_present(resource, source, _REASON)


def _public(resource: Resource, principal: Value) -> Results:
    """A finding on a permission for any principal that is not limited to an organization."""
    organization = resource["principalOrgId"]
    limited = organization.text != "" and not matches_any_caller(organization.text)
    results = require(
        principal, lambda known: known.text != "*" or limited, "allows any principal to invoke the function"
    )
    return waiting_for(organization, results)


RULE = Rule(
    id="function-permission",
    title="Lambda permissions restrict the source",
    description="Without a source, other customers of the AWS service can make it invoke the function.",
    severity=Severity.CRITICAL,
    types=(aws.LAMBDA_PERMISSION,),
    remediation="Set sourceArn to the API, rule or topic that invokes the function. For a bucket, set sourceAccount",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
    check=check,
    controls=("A20",),
    scope=Scope.STACK,
)
