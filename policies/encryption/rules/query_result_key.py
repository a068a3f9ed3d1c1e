"""Results of queries under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import NotEvaluated, Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on results without a key of ours, and on a workgroup whose settings a client may leave aside."""
    settings = resource["configuration"]
    yield from require(
        settings["enforceWorkgroupConfiguration"],
        lambda known: not known.false,  # AWS and the provider take it for true where nothing is said
        "lets clients choose other settings",
    )
    managed = settings["managedQueryResultsConfiguration"]
    if managed["enabled"].unknown:
        yield NotEvaluated(managed["enabled"].path)
    elif managed["enabled"].true:
        yield from require_customer_key(resource, managed["encryptionConfiguration"]["kmsKey"])
    else:
        encryption = settings["resultConfiguration"]["encryptionConfiguration"]
        option = encryption["encryptionOption"]
        yield from require(option, lambda known: known.text in {"SSE_KMS", "CSE_KMS"}, "is no encryption with KMS")
        yield from require_customer_key(resource, encryption["kmsKeyArn"])


RULE = Rule(
    id="query-result-key",
    title="Results of queries are encrypted with a key of ours",
    description=(
        "A query's result is a copy of the data that it read; it deserves the same key, whatever the client asks for."
    ),
    severity=Severity.MEDIUM,
    types=(aws.ATHENA_WORKGROUP,),
    remediation=(
        "Set enforceWorkgroupConfiguration to true and encryptionConfiguration with SSE_KMS and kmsKeyArn; with "
        "managed results, kmsKey"
    ),
    url="https://docs.aws.amazon.com/athena/latest/ug/encrypting-query-results-stored-in-s3.html",
    check=check,
    controls=("B22",),
    scope=Scope.STACK,
)
