"""Encryption keys of Athena query results."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on query results without a customer managed key, and on settings that clients can override."""
    settings = resource["configuration"]
    yield from require(
        settings["enforceWorkgroupConfiguration"],
        lambda known: not known.false,  # the default of AWS and the provider is true
        "is false, so clients can override the settings",
    )
    managed = settings["managedQueryResultsConfiguration"]
    if managed["enabled"].unknown:
        yield NotEvaluated(managed["enabled"].path)
    elif managed["enabled"].true:
        yield from require_customer_key(resource, managed["encryptionConfiguration"]["kmsKey"])
    else:
        encryption = settings["resultConfiguration"]["encryptionConfiguration"]
        option = encryption["encryptionOption"]
        yield from require(option, lambda known: known.text in {"SSE_KMS", "CSE_KMS"}, "is neither SSE_KMS nor CSE_KMS")
        yield from require_customer_key(resource, encryption["kmsKeyArn"])


RULE = Rule(
    id="query-result-key",
    title="Athena query results are encrypted with a customer managed key",
    description=(
        "A query result is a copy of the data that was read, so it needs the same protection, whatever the client "
        "requests."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ATHENA_WORKGROUP,),
    remediation=(
        "Set enforceWorkgroupConfiguration to true and encryptionConfiguration with SSE_KMS and kmsKeyArn. For managed "
        "results, set kmsKey"
    ),
    url="https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
    check=check,
    controls=("B22",),
    scope=Scope.STACK,
)
