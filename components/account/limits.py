"""What AWS accepts as settings of an account."""

from typing import Final

RETIREMENT_DAYS: Final = (0, 7, 14)
"""Days before Fargate replaces tasks (Amazon ECS developer guide, Fargate task retirement wait time)."""

BACKUP_TYPES: Final = ("Aurora", "DynamoDB", "S3")
"""The types of a cell's stores, by the names of AWS Backup (AWS Backup API, DescribeRegionSettings). A selection with
ARNs includes a type that is not opted in, but not Aurora (AWS Backup developer guide, service opt-in)."""

MANAGED_TYPES: Final = ("DynamoDB",)
"""Types that AWS Backup manages fully. DynamoDB needs it for copies to another region (AWS Backup developer guide,
advanced DynamoDB backup). It is the default of accounts since November 2021."""

BACKUP_TYPE: Final = r"[a-zA-Z0-9_. -]{1,50}"
"""Names of types. The API documents no space, but has types such as `Storage Gateway` (DescribeRegionSettings)."""

LOGGING_POLICY: Final = "arn:aws:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
"""The permissions that API Gateway requires of its role (API Gateway developer guide, set up CloudWatch logging). AWS's
own policy is attached, not a copy: API Gateway tests the role against it ("The role ARN does not have required
permissions"), and AWS extends it when API Gateway needs more."""
