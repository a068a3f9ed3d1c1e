"""References between cells."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from ...aws import types as aws
from ...cells.membership import cell_of, cell_tag
from ...cells.references import names, texts
from ...rule import Finding, NotEvaluated, Resource, Results, Rule, Scope, Severity, parameter


@dataclass(frozen=True)
class Parameters:
    """Settings of the rule."""

    shared: tuple[str, ...] = parameter(("shared",), "Cells whose resources every other cell may reference.")


def check(resource: Resource, parameters: Parameters) -> Results:
    """A finding on each property that references a resource of another cell, by an output, an ARN or an id."""
    cell = cell_of(resource)
    allowed = {"", cell, *parameters.shared}
    foreign = {
        key: source for key, sources in resource.edges.items() for source in sources if cell_of(source) not in allowed
    }
    tag = cell_tag(resource)
    if cell or tag.unknown:
        foreign |= _in_text(resource, cell, allowed, foreign)
    if foreign and tag.unknown:
        yield NotEvaluated(tag.path)
    elif cell:
        for key, source in foreign.items():
            yield Finding(key, f"references {source.name}, which belongs to another cell")


def _in_text(resource: Resource, cell: str, allowed: Collection[str], known: Collection[str]) -> dict[str, Resource]:
    """Resources of other cells that the resource's strings name, by path. One per property is enough."""
    named = names(resource.stack)
    if not named.cells - {cell}:
        return {}
    found: dict[str, Resource] = {}
    for value in texts(resource):
        if re.split(r"[.\[]", value.path, maxsplit=1)[0] not in known:
            others = (other for other in named.named_by(value, cell) if cell_of(other) not in allowed)
            if other := next(others, None):
                found[value.path] = other
    return found


RULE = Rule(
    id="cell-isolation",
    title="Cells do not reference resources of other cells",
    description=(
        "Cells fail independently only if no cell uses a key, security group, subnet, topic or role of another."
    ),
    severity=Severity.HIGH,
    types=(
        aws.APIGATEWAY_REST_API,
        aws.APIGATEWAYV2_API_MAPPING,
        aws.APIGATEWAYV2_AUTHORIZER,
        aws.APIGATEWAYV2_INTEGRATION,
        aws.APIGATEWAYV2_ROUTE,
        aws.APIGATEWAYV2_STAGE,
        aws.APIGATEWAYV2_VPC_LINK,
        aws.APPAUTOSCALING_TARGET,
        aws.APPRUNNER_SERVICE,
        aws.APPSYNC_GRAPH_QL_API,
        aws.ATHENA_WORKGROUP,
        aws.AUTOSCALING_GROUP,
        aws.BACKUP_PLAN,
        aws.BACKUP_SELECTION,
        aws.BACKUP_VAULT,
        aws.BACKUP_VAULT_POLICY,
        aws.BATCH_COMPUTE_ENVIRONMENT,
        aws.BATCH_JOB_DEFINITION,
        aws.BATCH_JOB_QUEUE,
        aws.CLOUDFRONT_DISTRIBUTION,
        aws.CLOUDTRAIL_TRAIL,
        aws.CLOUDWATCH_COMPOSITE_ALARM,
        aws.CLOUDWATCH_EVENT_BUS_POLICY,
        aws.CLOUDWATCH_EVENT_RULE,
        aws.CLOUDWATCH_EVENT_TARGET,
        aws.CLOUDWATCH_LOG_DESTINATION,
        aws.CLOUDWATCH_LOG_GROUP,
        aws.CLOUDWATCH_LOG_SUBSCRIPTION_FILTER,
        aws.CLOUDWATCH_METRIC_ALARM,
        aws.CLOUDWATCH_METRIC_STREAM,
        aws.CODEBUILD_PROJECT,
        aws.CODEPIPELINE_PIPELINE,
        aws.COGNITO_IDENTITY_POOL,
        aws.COGNITO_USER_POOL,
        aws.DATASYNC_TASK,
        aws.DAX_CLUSTER,
        aws.DMS_ENDPOINT,
        aws.DMS_REPLICATION_TASK,
        aws.DOCDB_CLUSTER,
        aws.DOCDB_SUBNET_GROUP,
        aws.DYNAMODB_RESOURCE_POLICY,
        aws.DYNAMODB_TABLE,
        aws.EBS_VOLUME,
        aws.EC2_FLOW_LOG,
        aws.EC2_INSTANCE,
        aws.EC2_LAUNCH_TEMPLATE,
        aws.EC2_NAT_GATEWAY,
        aws.EC2_NETWORK_ACL,
        aws.EC2_NETWORK_ACL_RULE,
        aws.EC2_NETWORK_INTERFACE,
        aws.EC2_ROUTE,
        aws.EC2_ROUTE_TABLE,
        aws.EC2_ROUTE_TABLE_ASSOCIATION,
        aws.EC2_SECURITY_GROUP,
        aws.EC2_SECURITY_GROUP_RULE,
        aws.EC2_SUBNET,
        aws.EC2_VPC_ENDPOINT,
        aws.EC2_VPC_ENDPOINT_POLICY,
        aws.EC2_VPC_ENDPOINT_ROUTE_TABLE_ASSOCIATION,
        aws.EC2_VPC_ENDPOINT_SUBNET_ASSOCIATION,
        aws.EC2_VPC_PEERING_CONNECTION,
        aws.EC2_VPC_PEERING_CONNECTION_ACCEPTER,
        aws.ECR_REPOSITORY_POLICY,
        aws.ECS_CAPACITY_PROVIDER,
        aws.ECS_CLUSTER,
        aws.ECS_CLUSTER_CAPACITY_PROVIDERS,
        aws.ECS_SERVICE,
        aws.ECS_TASK_DEFINITION,
        aws.EFS_FILE_SYSTEM,
        aws.EFS_FILE_SYSTEM_POLICY,
        aws.EFS_MOUNT_TARGET,
        aws.EKS_CLUSTER,
        aws.ELASTICACHE_CLUSTER,
        aws.ELASTICACHE_REPLICATION_GROUP,
        aws.ELASTICACHE_SERVERLESS_CACHE,
        aws.ELASTICACHE_SUBNET_GROUP,
        aws.ELASTICACHE_USER,
        aws.ELASTICACHE_USER_GROUP,
        aws.EMR_CLUSTER,
        aws.EMRSERVERLESS_APPLICATION,
        aws.GLUE_CONNECTION,
        aws.GLUE_CRAWLER,
        aws.GLUE_JOB,
        aws.GLUE_TRIGGER,
        aws.IAM_GROUP_POLICY,
        aws.IAM_INSTANCE_PROFILE,
        aws.IAM_POLICY,
        aws.IAM_ROLE,
        aws.IAM_ROLE_POLICY,
        aws.IAM_ROLE_POLICY_ATTACHMENT,
        aws.IAM_USER,
        aws.IAM_USER_POLICY,
        aws.KINESIS_FIREHOSE_DELIVERY_STREAM,
        aws.KINESIS_RESOURCE_POLICY,
        aws.KINESIS_STREAM,
        aws.KINESISANALYTICSV2_APPLICATION,
        aws.KMS_ALIAS,
        aws.KMS_GRANT,
        aws.KMS_KEY,
        aws.KMS_KEY_POLICY,
        aws.LAMBDA_ALIAS,
        aws.LAMBDA_EVENT_SOURCE_MAPPING,
        aws.LAMBDA_FUNCTION,
        aws.LAMBDA_FUNCTION_EVENT_INVOKE_CONFIG,
        aws.LAMBDA_PERMISSION,
        aws.LB_LISTENER,
        aws.LB_LISTENER_RULE,
        aws.LB_LOAD_BALANCER,
        aws.LB_TARGET_GROUP,
        aws.LB_TARGET_GROUP_ATTACHMENT,
        aws.LOCATION_TRACKER,
        aws.MEMORYDB_CLUSTER,
        aws.MQ_BROKER,
        aws.MSK_CLUSTER,
        aws.MSK_CLUSTER_POLICY,
        aws.MSK_REPLICATOR,
        aws.MSK_SCRAM_SECRET_ASSOCIATION,
        aws.MSK_SERVERLESS_CLUSTER,
        aws.MSK_SINGLE_SCRAM_SECRET_ASSOCIATION,
        aws.MSKCONNECT_CONNECTOR,
        aws.NEPTUNE_CLUSTER,
        aws.OPENSEARCH_DOMAIN,
        aws.PIPES_PIPE,
        aws.RDS_CLUSTER,
        aws.RDS_CLUSTER_INSTANCE,
        aws.RDS_GLOBAL_CLUSTER,
        aws.RDS_INSTANCE,
        aws.RDS_PROXY,
        aws.RDS_PROXY_TARGET,
        aws.RDS_SUBNET_GROUP,
        aws.REDSHIFT_CLUSTER,
        aws.REDSHIFT_SUBNET_GROUP,
        aws.S3_ACCESS_POINT,
        aws.S3_BUCKET,
        aws.S3_BUCKET_LOGGING,
        aws.S3_BUCKET_NOTIFICATION,
        aws.S3_BUCKET_OBJECTV2,
        aws.S3_BUCKET_POLICY,
        aws.S3_BUCKET_REPLICATION_CONFIG,
        aws.S3_BUCKET_SERVER_SIDE_ENCRYPTION_CONFIGURATION,
        aws.SAGEMAKER_ENDPOINT_CONFIGURATION,
        aws.SAGEMAKER_MODEL,
        aws.SAGEMAKER_NOTEBOOK_INSTANCE,
        aws.SCHEDULER_SCHEDULE,
        aws.SECRETSMANAGER_SECRET,
        aws.SECRETSMANAGER_SECRET_POLICY,
        aws.SFN_STATE_MACHINE,
        aws.SNS_TOPIC,
        aws.SNS_TOPIC_POLICY,
        aws.SNS_TOPIC_SUBSCRIPTION,
        aws.SQS_QUEUE,
        aws.SQS_QUEUE_POLICY,
        aws.SSM_PARAMETER,
        aws.TIMESTREAMWRITE_TABLE,
        aws.VPC_SECURITY_GROUP_EGRESS_RULE,
        aws.VPC_SECURITY_GROUP_INGRESS_RULE,
        aws.WAFV2_WEB_ACL,
        aws.WAFV2_WEB_ACL_ASSOCIATION,
        aws.WAFV2_WEB_ACL_LOGGING_CONFIGURATION,
    ),
    remediation="Use a resource of the same cell, or tag shared resources with a cell that the parameter shared lists",
    url="https://docs.aws.amazon.com/wellarchitected/latest/reducing-scope-of-impact-with-cell-based-architecture/"
    "what-is-a-cell-based-architecture.html",
    check=check,
    scope=Scope.STACK,
    parameters=Parameters,
)
