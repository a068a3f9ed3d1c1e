"""Encryption keys of DynamoDB tables."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a table, and on each of its replicas, without a customer managed key."""
    if resource.type == aws.DYNAMODB_TABLE_REPLICA:
        yield from require_customer_key(resource, resource["kmsKeyArn"])
        return
    encryption = resource["serverSideEncryption"]
    yield from require(
        encryption["enabled"],
        lambda known: known.true,
        "is not enabled, so the table is encrypted with an AWS owned key",
    )
    yield from require_customer_key(resource, encryption["kmsKeyArn"])
    for replica in resource["replicas"].elements():
        yield from require_customer_key(resource, replica["kmsKeyArn"])


RULE = Rule(
    id="table-key",
    title="DynamoDB tables are encrypted with a customer managed key",
    description="DynamoDB always encrypts tables, but only a customer managed key controls who can read them.",
    severity=Severity.MEDIUM,
    types=(aws.DYNAMODB_TABLE, aws.DYNAMODB_TABLE_REPLICA),
    remediation="Set serverSideEncryption.enabled to true and serverSideEncryption.kmsKeyArn to a customer managed key",
    url="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/EncryptionAtRest.html",
    check=check,
    controls=("B9", "B10"),
    scope=Scope.STACK,
)
