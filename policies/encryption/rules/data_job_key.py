"""What Glue's jobs and crawlers write, under a key of ours."""

from ...aws import types as aws
from ...checks import require, require_customer_key, require_present
from ...rule import Resource, Results, Rule, Scope, Severity

_SETTINGS = aws.GLUE_SECURITY_CONFIGURATION
_PARTS = (
    ("cloudwatchEncryption", "cloudwatchEncryptionMode", "SSE-KMS"),
    ("jobBookmarksEncryption", "jobBookmarksEncryptionMode", "CSE-KMS"),
    ("s3Encryption", "s3EncryptionMode", "SSE-KMS"),
)
"""The modes with a key of KMS (AWS Glue API, EncryptionConfiguration)."""


def check(resource: Resource) -> Results:
    """A finding on a job or crawler without a security configuration, and on each part of one without a key."""
    if resource.type != _SETTINGS:
        yield from require_present(resource, resource["securityConfiguration"], "is not set")
        return
    for part, mode, right in _PARTS:
        settings = resource["encryptionConfiguration"][part]
        yield from require(settings[mode], lambda known, right=right: known.text == right, f"is not {right}")
        yield from require_customer_key(resource, settings["kmsKeyArn"])


RULE = Rule(
    id="data-job-key",
    title="Jobs and crawlers encrypt with a key of ours",
    description="A job writes data, logs and bookmarks; each rests in plain text, or under S3's key, unless told.",
    severity=Severity.MEDIUM,
    types=(_SETTINGS, aws.GLUE_CRAWLER, aws.GLUE_JOB),
    remediation=(
        "Set securityConfiguration to one with SSE-KMS for logs and S3 and CSE-KMS for bookmarks, each with a key"
    ),
    url="https://docs.aws.amazon.com/glue/latest/dg/encryption-security-configuration.html",
    check=check,
    controls=("B23",),
    scope=Scope.STACK,
)
