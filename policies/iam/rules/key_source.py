"""Service access to KMS keys."""

import re

from ...aws.iam.documents import KEY_POLICIES
from ...aws.iam.sources import SOURCES_OF_KEYS, require_source
from ...rule import Resource, Results, Rule, Severity

_LIMITS = (
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "kms:calleraccount",
    "kms:encryptioncontext:*",
    "kms:viaservice",
)
_REGION = re.compile(r"\.[a-z]{2}(-[a-z]+)+-\d\.")


def _sends_source(service: str) -> bool:
    """Whether a service sends a source. CloudWatch Logs has a principal in each region."""
    return _REGION.sub(".", service.replace(".*.", ".")) in SOURCES_OF_KEYS


def check(resource: Resource) -> Results:
    """A finding on each grant of a key to a service that sends a source, without a condition on it."""
    return require_source(resource, KEY_POLICIES, _sends_source, _LIMITS, "key")


RULE = Rule(
    id="key-source",
    title="KMS key policies limit services to this account",
    description=(
        "Without a source condition, another account can make the service encrypt or decrypt with the key (confused "
        "deputy)."
    ),
    severity=Severity.MEDIUM,
    types=KEY_POLICIES,
    remediation=(
        "Add a condition StringEquals on aws:SourceAccount, ArnLike on aws:SourceArn, or a condition on "
        "kms:EncryptionContext:aws:logs:arn for CloudWatch Logs"
    ),
    url="https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html",
    check=check,
)
