"""Images under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on a repository under the key of AWS."""
    settings = resource["encryptionConfigurations"]
    yield from require(settings["encryptionType"], lambda known: known.text in {"KMS", "KMS_DSSE"}, "is not KMS")
    yield from require_customer_key(resource, settings["kmsKey"])


RULE = Rule(
    id="image-key",
    title="Images are encrypted with a key of ours",
    description="Images hold the code of every service.",
    severity=Severity.MEDIUM,
    types=(aws.ECR_REPOSITORY,),
    remediation="Set encryptionConfigurations with encryptionType KMS and kmsKey",
    url="https://docs.aws.amazon.com/AmazonECR/latest/userguide/encryption-at-rest.html",
    check=check,
    controls=("B21",),
    scope=Scope.STACK,
)
