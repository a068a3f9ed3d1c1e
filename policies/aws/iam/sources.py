"""Services that act on behalf of any account: the confused deputy problem."""

from collections.abc import Callable, Iterator

from ...rule import Finding, Resource, Results
from .documents import Statement, check_statements
from .policy_types import Properties

SOURCES_OF_ROLES = {
    "codebuild.amazonaws.com",  # CodeBuild: Allow CodeBuild to interact with other AWS services
    "config.amazonaws.com",  # AWS Config: Permissions for the IAM role, cross-service confused deputy prevention
    "ecs-tasks.amazonaws.com",  # ECS: Amazon ECS task IAM role
    "monitoring.rds.amazonaws.com",  # RDS: Setting up and enabling Enhanced Monitoring
    "pipes.amazonaws.com",  # EventBridge Pipes: Cross-service confused deputy prevention
    "scheduler.amazonaws.com",  # EventBridge Scheduler: Confused deputy prevention
    "ssm.amazonaws.com",  # Systems Manager: Cross-service confused deputy prevention
    "states.amazonaws.com",  # Step Functions: Cross-service confused deputy prevention
    "vpc-flow-logs.amazonaws.com",  # VPC: IAM role for publishing flow logs to CloudWatch Logs
}
"""Services whose guides show a trust policy with aws:SourceArn or aws:SourceAccount.

Others do not send them, and a role with the condition could not be assumed: the guides of AWS Backup, of Glue's table
optimizers and of Lambda show a trust policy without one.
"""

SOURCES_OF_RESOURCES = {
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
"""Services whose guides show a resource policy with aws:SourceArn or aws:SourceAccount. Others do not send them."""

SOURCES_OF_KEYS = {
    "budgets.amazonaws.com",  # AWS Billing: Creating an Amazon SNS topic for budget notifications
    "cloudfront.amazonaws.com",  # CloudFront: Restrict access to an Amazon S3 origin, SSE-KMS
    "cloudtrail.amazonaws.com",  # CloudTrail: Configure AWS KMS key policies for CloudTrail
    "config.amazonaws.com",  # AWS Config: Permissions for the KMS Key for the AWS Config Delivery Channel
    "delivery.logs.amazonaws.com",  # CloudWatch Logs: Enable logging from AWS services, SSE-KMS
    "guardduty.amazonaws.com",  # GuardDuty: Exporting generated findings to Amazon S3 buckets
    "inspector2.amazonaws.com",  # Amazon Inspector: Exporting findings reports
    "logs.amazonaws.com",  # CloudWatch Logs: Encrypt log data using AWS KMS
    "macie.amazonaws.com",  # Macie: Storing and retaining sensitive data discovery results
    "ses.amazonaws.com",  # SES: Giving permissions to Amazon SES for email receiving
    "sns.amazonaws.com",  # SNS: Subscribing an encrypted Amazon SQS queue to a topic
}
"""Services whose guides show a key policy with a source or an encryption context. Others do not send one: EventBridge
sends nothing about its rule when it publishes to an encrypted topic, and no guide shows a condition for alarms of
CloudWatch (SNS: Managing Amazon SNS encryption keys and costs)."""


def require_source(
    resource: Resource,
    properties: Properties,
    sends_source: Callable[[str], bool],
    limits: tuple[str, ...],
    what: str,
) -> Results:
    """A finding on each grant to a service without a condition on the account or resource it acts for.

    Args:
        resource: the resource with the documents.
        properties: the properties with documents, by type.
        sends_source: whether a service principal sends the keys of such a condition.
        limits: patterns of the condition keys that limit a grant, in lower case.
        what: what the service uses, for the finding.
    """

    def check(statement: Statement) -> Iterator[Finding]:
        served = any(kind == "Service" and sends_source(name) for kind, name in statement.principals)
        if served and not statement.limited_by(*limits):
            yield statement.finding("Condition", f"allows the service to use the {what} on behalf of any account")

    return check_statements(resource, properties, check)
