"""Where the rights of the deploying role come from, type by type.

First source: the permissions of the handlers in AWS's CloudFormation schemas, which cfn-lint bundles. They are what
CloudFormation needs for a type. Actions of other services are left out unless `OTHER_SERVICES` has them: the schemas
also list what features need that no component uses, such as code in foreign buckets.
Second source: the calls of Terraform's AWS provider, on which pulumi-aws is built. It reads more than CloudFormation.
`PROVIDER_CALLS` has them with the provider's source file.
"""

import re
from collections.abc import Iterable, Mapping

from local.provider.cloudformation import schema
from local.provider.resource_types import RESOURCE_TYPES
from policies.aws.iam.actions import named
from tests.components.deployer.provider_calls import LOG_DELIVERY, PROVIDER_CALLS

REGION = "us-east-1"
"""It offers every type."""

SERVICES: Mapping[str, tuple[str, ...]] = {
    "apigatewayv2": ("apigateway",),
    "appautoscaling": ("application-autoscaling",),
    "backup": ("backup", "backup-storage"),
    "cloudwatch": ("cloudwatch", "logs"),
    "costexplorer": ("ce",),
    "ebs": ("ec2",),
    "kinesis": ("firehose", "kinesis"),
    "lb": ("elasticloadbalancing",),
    "msk": ("kafka",),
    "vpc": ("ec2",),
}
"""Module of a type to the IAM prefixes of its services, if they differ."""

_KEY = ("kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey")
OTHER_SERVICES = frozenset(
    {
        *_KEY,
        *LOG_DELIVERY,
        "cloudwatch:DeleteAlarms",  # the alarms of target tracking
        "cloudwatch:DescribeAlarms",
        "cloudwatch:PutMetricAlarm",
        "iam:GetRole",
        "iam:PassRole",
        "kafka-cluster:AlterTopic",
        "kafka-cluster:AlterTopicDynamicConfiguration",
        "kafka-cluster:Connect",
        "kafka-cluster:CreateTopic",
        "kafka-cluster:DeleteTopic",
        "kafka-cluster:DescribeTopic",
        "kafka-cluster:DescribeTopicDynamicConfiguration",
        "secretsmanager:CreateSecret",  # the password that RDS manages
        "secretsmanager:TagResource",
    }
)
"""Actions of other services that a type needs. Calls that only describe networks are always kept."""

EXCLUDED = frozenset(
    {
        "dynamodb:ImportTable",  # tables begin empty
        "ecs:DescribeCapacityProviders",  # clusters have those of Fargate, which belong to no account
        "glue:CreateConnection",  # optimizers read S3 without a connection, tables name no schema registry
        "glue:DeleteConnection",
        "glue:GetConnection",
        "glue:GetSchemaVersion",
        "glue:PassConnection",
        "glue:UpdateConnection",
        "lambda:PassCapacityProvider",  # functions have no capacity provider
        "logs:DeleteResourcePolicy",  # the policy of the account's log delivery belongs to every stack
        "logs:PutBearerTokenAuthentication",  # no log group takes tokens
        "s3:GetObject",  # no type reads objects
        "wafv2:GetPermissionPolicy",  # no rule group is shared with other accounts
        "wafv2:PutPermissionPolicy",
    }
)
"""Actions of a type's own service that no component needs."""

NETWORK_READS = re.compile(r"ec2:Describe\w+")

SCHEMA_IS_TOO_WIDE = frozenset({"aws:s3/bucket:Bucket"})
"""Types whose schema lists features that other types or no component configures; the provider's calls are enough."""

FROM_THE_TYPE = {r.token: r.cloudformation_type for r in RESOURCE_TYPES.values()}


def rights_of(token: str) -> list[str]:
    """The actions that a deploying role needs for a type, in the spelling of IAM's table.

    Raises:
        LookupError: no source has the type, or the table does not have an action of `PROVIDER_CALLS`.
    """
    name = FROM_THE_TYPE.get(token)
    found = schema(name, REGION) if name and token not in SCHEMA_IS_TOO_WIDE else None
    handlers = (found or {}).get("handlers", {})
    parts = [part["permissions"] for name, part in handlers.items() if name != "list"]  # deploying lists nothing
    listed = {action for part in parts for action in part if _is_needed(token, action)}
    _, calls = PROVIDER_CALLS.get(token, ("", ()))
    if not listed and not calls:
        raise LookupError(f"{token}: no source has its rights; add the calls of the provider to PROVIDER_CALLS")
    if unknown := [call for call in calls if not named(call)]:
        raise LookupError(f"{token}: IAM has no action {', '.join(unknown)}")
    # The schemas name some actions that IAM does not have.
    return sorted({action.name for name in (*listed, *calls) for action in named(name)})


def _is_needed(token: str, action: str) -> bool:
    if "*" in action or action in EXCLUDED:
        return False
    module, service = token.split(":")[1].partition("/")[0], action.partition(":")[0]
    is_own = service in SERVICES.get(module, (module,))
    return is_own or action in OTHER_SERVICES or NETWORK_READS.fullmatch(action) is not None


def without_resource(actions: Iterable[str]) -> list[str]:
    """Those that accept no resource, so only `Resource: "*"` grants them."""
    return sorted({found.name for action in actions for found in named(action) if not found.arns})
