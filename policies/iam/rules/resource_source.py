"""Service access to resources."""

from ...aws.iam.documents import RESOURCE_POLICIES
from ...aws.iam.sources import require_source
from ...rule import Resource, Results, Rule, Severity

# Services whose guides show a resource policy with aws:SourceArn or aws:SourceAccount. Others do not send them.
_SENDS_SOURCE = {
    "budgets.amazonaws.com",  # AWS Billing: Creating an Amazon SNS topic for budget notifications
    "cloudfront.amazonaws.com",  # CloudFront: Restrict access to an Amazon S3 origin
    "cloudtrail.amazonaws.com",  # CloudTrail: Amazon S3 bucket policy, Amazon SNS topic policy
    "cloudwatch.amazonaws.com",  # SNS: Example cases for access control
    "config.amazonaws.com",  # AWS Config: Permissions for the Amazon S3 Bucket, for the Amazon SNS Topic
    "delivery.logs.amazonaws.com",  # CloudWatch Logs: Enabling logging from AWS services
    "logging.s3.amazonaws.com",  # S3: Enabling Amazon S3 server access logging
    "s3.amazonaws.com",  # S3: Granting permissions to publish event notification messages to a destination
    "ses.amazonaws.com",  # SES: Giving permissions to Amazon SES for email receiving
    "sns.amazonaws.com",  # SNS: Subscribing an Amazon SQS queue to an Amazon SNS topic
}
_SOURCES = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths", "aws:sourceowner")


def check(resource: Resource) -> Results:
    """A finding on each grant of access to a service that sends a source, without a condition on it."""
    return require_source(resource, RESOURCE_POLICIES, _SENDS_SOURCE.__contains__, _SOURCES, "resource")


RULE = Rule(
    id="resource-source",
    title="Resource policies limit services to this account",
    description=(
        "Without a source condition, another account can make the service read from or write to the resource (confused "
        "deputy)."
    ),
    severity=Severity.MEDIUM,
    types=RESOURCE_POLICIES,
    remediation="Add a condition StringEquals on aws:SourceAccount, or ArnLike on aws:SourceArn",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html",
    check=check,
)
