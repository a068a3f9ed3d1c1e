"""The service principals of a cell's policies, and the source that each is documented to send.

A condition on a key that a service does not send matches no request: the role cannot be assumed, or the log cannot be
written. So a policy has a condition on the source only where a page of AWS shows it for that principal. `policies` has
rules that require the condition for the same services; a test compares both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

SOURCE_ACCOUNT: Final = "aws:SourceAccount"
SOURCE_ARN: Final = "aws:SourceArn"
EXTERNAL_ID: Final = "sts:ExternalId"
LOG_GROUP: Final = "kms:EncryptionContext:aws:logs:arn"


@dataclass(frozen=True, kw_only=True)
class Sender:
    """A service principal."""

    keys: tuple[str, ...] = ()
    """The condition keys that its page shows in a policy; empty where it shows none."""
    source: str
    """The page."""
    reason: str = ""
    """Without keys: what limits the statement instead."""


_PASSED: Final = (
    "the page has no condition on the source; the role can be passed to the service within its own account only (IAM "
    "user guide, granting a user permissions to pass a role)"
)

ROLES: Final[Mapping[str, Sender]] = {
    "apigateway.amazonaws.com": Sender(
        source="API Gateway developer guide, permissions for CloudWatch logging", reason=_PASSED
    ),
    "backup.amazonaws.com": Sender(source="AWS Backup developer guide, IAM service roles", reason=_PASSED),
    "ecs.amazonaws.com": Sender(
        source="Amazon ECS developer guide, Amazon ECS infrastructure IAM role for load balancers", reason=_PASSED
    ),
    "cognito-idp.amazonaws.com": Sender(
        keys=(EXTERNAL_ID,), source="Amazon Cognito user pools API reference, SmsConfigurationType, ExternalId"
    ),
    "ecs-tasks.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source=(
            "Amazon ECS developer guide, Amazon ECS task IAM role; for execution roles too: Agent Toolkit for AWS "
            "(github.com/aws/agent-toolkit-for-aws), processing S3 uploads with Step Functions, IAM roles"
        ),
    ),
    "firehose.amazonaws.com": Sender(
        keys=(EXTERNAL_ID,), source="Amazon Data Firehose developer guide, controlling access, assume an IAM role"
    ),
    "glue.amazonaws.com": Sender(source="AWS Glue developer guide, table optimization prerequisites", reason=_PASSED),
    "lambda.amazonaws.com": Sender(
        source="AWS Lambda developer guide, defining Lambda function permissions with an execution role", reason=_PASSED
    ),
    "monitoring.rds.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="Amazon Aurora user guide, setting up and enabling Enhanced Monitoring, confused deputy problem",
    ),
    "rds.amazonaws.com": Sender(source="Amazon Aurora user guide, configuring IAM for RDS Proxy", reason=_PASSED),
    "scheduler.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="EventBridge Scheduler user guide, confused deputy prevention in EventBridge Scheduler",
    ),
    "vpc-flow-logs.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="Amazon VPC user guide, IAM role for publishing flow logs to CloudWatch Logs",
    ),
}
"""Services that assume a role of a cell, or of the baseline of its account."""

RESOURCES: Final[Mapping[str, Sender]] = {
    "apigateway.amazonaws.com": Sender(
        keys=(SOURCE_ARN,), source="API Gateway developer guide, integrations and Lambda authorizers of WebSocket APIs"
    ),
    "budgets.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="AWS Cost Management user guide, creating an Amazon SNS topic for budget notifications",
    ),
    "cloudfront.amazonaws.com": Sender(
        keys=(SOURCE_ARN,),
        source="Amazon CloudFront developer guide, restrict access to an Amazon S3 origin, origin access control",
    ),
    "cloudwatch.amazonaws.com": Sender(
        keys=(SOURCE_ARN,), source="Amazon SNS developer guide, example cases for access control, CloudWatch alarms"
    ),
    "delivery.logs.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="Amazon VPC user guide, publish flow logs to Amazon S3, Amazon S3 bucket permissions for flow logs",
    ),
    "firehose.amazonaws.com": Sender(
        source="Amazon Data Firehose developer guide, grant Firehose access to your private Amazon MSK cluster",
        reason="a connection alone reads nothing: reading takes a role of this account with rights on a topic",
    ),
    "kafka.amazonaws.com": Sender(
        source="Amazon MSK developer guide, prepare the Amazon MSK source cluster",
        reason="a connection alone reads nothing: reading takes a role of this account with rights on a topic",
    ),
    "logdelivery.elasticloadbalancing.amazonaws.com": Sender(
        source="Elastic Load Balancing, enable access logs for your Application Load Balancer, bucket policy",
        reason=(
            "the policy of the page has none, and with one a load balancer may not be created; the key of each object "
            "begins with the account of the load balancer, and the statement allows the keys of this account only"
        ),
    ),
    "logging.s3.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="Amazon S3 user guide, enabling Amazon S3 server access logging, bucket policy",
    ),
}
"""Services that use a resource of a cell by its policy: bucket, topic, cluster or function."""

KEYS: Final[Mapping[str, Sender]] = {
    "budgets.amazonaws.com": Sender(
        keys=(SOURCE_ACCOUNT, SOURCE_ARN),
        source="AWS Cost Management user guide, creating an Amazon SNS topic for budget notifications",
    ),
    "cloudfront.amazonaws.com": Sender(
        keys=(SOURCE_ARN,),
        source="Amazon CloudFront developer guide, restrict access to an Amazon S3 origin, SSE-KMS",
    ),
    "cloudwatch.amazonaws.com": Sender(
        source="Amazon SNS developer guide, managing Amazon SNS encryption keys and costs, event sources",
        reason=(
            "no page shows a condition for alarms, and one that does not match drops every notification silently; the "
            "policy of the topic accepts alarms of this account only"
        ),
    ),
    "logs.amazonaws.com": Sender(
        keys=(LOG_GROUP,), source="Amazon CloudWatch Logs user guide, encrypt log data using AWS KMS"
    ),
}
"""Services that use a key of a cell in their own name. CloudWatch Logs has a principal in each region."""
