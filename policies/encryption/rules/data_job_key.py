"""Encryption keys of Glue jobs and crawlers."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_present
from ...rule import Resource, Results, Rule, Scope, Severity

_SETTINGS = aws.GLUE_SECURITY_CONFIGURATION
_PARTS = (
    ("cloudwatchEncryption", "cloudwatchEncryptionMode", "SSE-KMS"),
    ("jobBookmarksEncryption", "jobBookmarksEncryptionMode", "CSE-KMS"),
    ("s3Encryption", "s3EncryptionMode", "SSE-KMS"),
)
"""The modes that use a KMS key (AWS Glue API, EncryptionConfiguration)."""


def check(resource: Resource) -> Results:
    """A finding on a job or crawler without a security configuration, and on each setting of one without a key."""
    if resource.type != _SETTINGS:
        yield from require_present(resource, resource["securityConfiguration"], "is not set")
        return
    for part, mode, right in _PARTS:
        settings = resource["encryptionConfiguration"][part]
        yield from require(settings[mode], lambda known, right=right: known.text == right, f"is not {right}")
        yield from require_customer_key(resource, settings["kmsKeyArn"])


RULE = Rule(
    id="data-job-key",
    title="Glue jobs and crawlers encrypt data with a customer managed key",
    description="By default, a job writes data, logs and bookmarks unencrypted or with an S3 managed key.",
    severity=Severity.MEDIUM,
    types=(_SETTINGS, aws.GLUE_CRAWLER, aws.GLUE_JOB),
    remediation=(
        "Set securityConfiguration to one with a customer managed key and SSE-KMS for logs and S3, CSE-KMS for "
        "bookmarks"
    ),
    url="https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    check=check,
    controls=("B23",),
    scope=Scope.STACK,
)
