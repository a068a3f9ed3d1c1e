"""Who may invoke a function."""

from ...checks import require, require_present
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a public grant, and on a service's grant that names no source."""
    principal = resource["principal"]
    yield from require(principal, lambda known: known.text != "*", "lets anyone invoke the function")
    if not principal.text.endswith(".amazonaws.com"):
        return
    if resource["sourceAccount"].absent:
        yield from require_present(
            resource, resource["sourceArn"], "lets the service invoke the function for resources of any account"
        )


RULE = Rule(
    id="function-permission",
    title="Function permissions name their source",
    description=(
        "A permission for a service principal without a source lets that service's other customers invoke the function."
    ),
    severity=Severity.CRITICAL,
    types=("aws:lambda/permission:Permission",),
    remediation="Set sourceArn to the API, rule, topic or bucket that invokes it, or sourceAccount",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
    check=check,
    controls=("A20",),
    scope=Scope.STACK,
)
