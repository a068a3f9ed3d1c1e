"""Encryption keys of ECR repositories."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a repository without a customer managed key."""
    settings = resource["encryptionConfigurations"]
    yield from require(settings["encryptionType"], lambda known: known.text in {"KMS", "KMS_DSSE"}, "is not KMS")
    yield from require_customer_key(resource, settings["kmsKey"])


RULE = Rule(
    id="image-key",
    title="ECR repositories are encrypted with a customer managed key",
    description="Images contain the code of every service.",
    severity=Severity.MEDIUM,
    types=(aws.ECR_REPOSITORY,),
    remediation="Set encryptionConfigurations with encryptionType KMS and kmsKey set to a customer managed key",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    check=check,
    controls=("B21",),
    scope=Scope.STACK,
)
