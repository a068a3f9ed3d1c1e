"""The data catalog under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_true
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on catalog settings that leave metadata or the passwords of connections without a key of ours."""
    settings = resource["dataCatalogEncryptionSettings"]
    rest, passwords = settings["encryptionAtRest"], settings["connectionPasswordEncryption"]
    yield from require(
        rest["catalogEncryptionMode"], lambda known: known.text.startswith("SSE-KMS"), "leaves metadata unencrypted"
    )
    yield from require_customer_key(resource, rest["sseAwsKmsKeyId"])
    yield from require_true(passwords["returnConnectionPasswordEncrypted"], "hands out the passwords of connections")
    yield from require_customer_key(resource, passwords["awsKmsKeyId"])


RULE = Rule(
    id="catalog-key",
    title="The data catalog is encrypted with a key of ours",
    description="Names of tables and columns say what is kept, and a connection holds the password of a database.",
    severity=Severity.MEDIUM,
    types=(aws.GLUE_DATA_CATALOG_ENCRYPTION_SETTINGS,),
    remediation=(
        "Set catalogEncryptionMode to SSE-KMS with sseAwsKmsKeyId, and returnConnectionPasswordEncrypted with "
        "awsKmsKeyId"
    ),
    url="https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    check=check,
    controls=("B23",),
    scope=Scope.STACK,
)
