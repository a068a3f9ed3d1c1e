"""Encryption keys of the Glue Data Catalog."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_true
from ...rule import Resource, Results, Rule, Scope, Severity


def check(resource: Resource) -> Results:
    """A finding on settings that leave metadata or connection passwords without a customer managed key."""
    settings = resource["dataCatalogEncryptionSettings"]
    rest, passwords = settings["encryptionAtRest"], settings["connectionPasswordEncryption"]
    yield from require(
        rest["catalogEncryptionMode"],
        lambda known: known.text.startswith("SSE-KMS"),
        "is not SSE-KMS, so metadata is unencrypted",
    )
    yield from require_customer_key(resource, rest["sseAwsKmsKeyId"])
    yield from require_true(
        passwords["returnConnectionPasswordEncrypted"],
        "is not enabled, so connection passwords are returned in plain text",
    )
    yield from require_customer_key(resource, passwords["awsKmsKeyId"])


RULE = Rule(
    id="catalog-key",
    title="The Glue Data Catalog is encrypted with a customer managed key",
    description=(
        "Table and column names describe the stored data, and a connection contains the password of a database."
    ),
    severity=Severity.MEDIUM,
    types=(aws.GLUE_DATA_CATALOG_ENCRYPTION_SETTINGS,),
    remediation=(
        "Set catalogEncryptionMode to SSE-KMS with sseAwsKmsKeyId, and returnConnectionPasswordEncrypted to true with "
        "awsKmsKeyId"
    ),
    url="https://docs.aws.amazon.com/glue/latest/dg/encrypt-glue-data-catalog.html",
    check=check,
    controls=("B23",),
    scope=Scope.STACK,
)
