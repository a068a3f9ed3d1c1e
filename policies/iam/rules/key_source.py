"""Service access to KMS keys."""

import re

from ...aws.iam.documents import KEY_POLICIES
from ...aws.iam.sources import require_source
from ...rule import Resource, Results, Rule, Severity

# Services whose guides show a key policy with a source or an encryption context. Other services do not send one:
# EventBridge, for example, sends nothing about its rule when it publishes to an encrypted topic.
_SENDS_SOURCE = {
    "budgets.amazonaws.com",  # AWS Billing: Creating an Amazon SNS topic for budget notifications
    "cloudfront.amazonaws.com",  # CloudFront: Restrict access to an Amazon S3 origin, SSE-KMS
    "cloudtrail.amazonaws.com",  # CloudTrail: Configure AWS KMS key policies for CloudTrail
    "cloudwatch.amazonaws.com",  # SNS: Managing Amazon SNS encryption keys and costs, event sources
    "config.amazonaws.com",  # AWS Config: Permissions for the KMS Key for the AWS Config Delivery Channel
    "delivery.logs.amazonaws.com",  # CloudWatch Logs: Enable logging from AWS services, SSE-KMS
    "guardduty.amazonaws.com",  # GuardDuty: Exporting generated findings to Amazon S3 buckets
    "inspector2.amazonaws.com",  # Amazon Inspector: Exporting findings reports
    "logs.amazonaws.com",  # CloudWatch Logs: Encrypt log data using AWS KMS
    "macie.amazonaws.com",  # Macie: Storing and retaining sensitive data discovery results
    "ses.amazonaws.com",  # SES: Giving permissions to Amazon SES for email receiving
    "sns.amazonaws.com",  # SNS: Subscribing an encrypted Amazon SQS queue to a topic
}
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
    return _REGION.sub(".", service.replace(".*.", ".")) in _SENDS_SOURCE


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
