"""DynamoDB under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a table, and on each of its replicas, under the key of AWS."""
    if resource.type == aws.DYNAMODB_TABLE_REPLICA:
        yield from require_customer_key(resource, resource["kmsKeyArn"])
        return
    encryption = resource["serverSideEncryption"]
    yield from require(encryption["enabled"], lambda known: known.true, "leaves the table under a key of AWS")
    yield from require_customer_key(resource, encryption["kmsKeyArn"])
    for replica in resource["replicas"].elements():
        yield from require_customer_key(resource, replica["kmsKeyArn"])


RULE = Rule(
    id="table-key",
    title="Tables are encrypted with a key of ours",
    description="DynamoDB is always encrypted, but only with a key of our own do we say who may read a table.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE, aws.DYNAMODB_TABLE_REPLICA),
    remediation="Set serverSideEncryption with enabled true and kmsKeyArn",
    url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
    check=check,
    controls=("B9", "B10"),
    scope=Scope.STACK,
)
