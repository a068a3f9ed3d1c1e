"""Every CloudWatch metric that alarms, dashboards and scaling use, with its one documented set of dimensions.

A metric with two sets of dimensions has two rows.
"""

from collections.abc import Mapping
from typing import Final

from ..stream.args import MonitoringLevel
from ..stream.limits import StreamKind
from . import own_metrics
from .metric import Absent, Metric

_MSK: Final = "Amazon MSK developer guide, Amazon MSK metrics for monitoring Standard brokers with CloudWatch"

OFFLINE_PARTITIONS: Final = Metric(
    namespace="AWS/Kafka",
    name="OfflinePartitionsCount",
    dimensions=("Cluster Name",),
    statistic="Maximum",
    absent=Absent.FAULT,
    kinds=(StreamKind.STANDARD,),
    source=f"{_MSK}, DEFAULT level: from the time when the cluster is ACTIVE",
)
UNDER_REPLICATED: Final = Metric(
    namespace="AWS/Kafka",
    name="UnderReplicatedPartitions",
    dimensions=("Cluster Name", "Broker ID"),
    statistic="Maximum",
    absent=Absent.FAULT,
    kinds=(StreamKind.STANDARD,),
    source=f"{_MSK}, DEFAULT level: from the time when the cluster is ACTIVE",
)
CONSUMER_LAG: Final = Metric(
    namespace="AWS/Kafka",
    name="SumOffsetLag",
    dimensions=("Cluster Name", "Consumer Group", "Topic"),
    statistic="Maximum",
    absent=Absent.QUIET,
    source=f"{_MSK}, DEFAULT level: once the group has consumed from the topic; the names are ASCII",
)
TOPIC_MESSAGES: Final = Metric(
    namespace="AWS/Kafka",
    name="MessagesInPerSec",
    dimensions=("Cluster Name", "Broker ID", "Topic"),
    statistic="Maximum",
    absent=Absent.QUIET,
    level=MonitoringLevel.TOPIC,
    source=f"{_MSK}, PER_TOPIC_PER_BROKER level: once the value has been nonzero",
)

BROKER_DISK: Final = Metric(
    namespace="AWS/Kafka",
    name="KafkaDataLogsDiskUsed",
    dimensions=("Cluster Name", "Broker ID"),
    statistic="Maximum",
    absent=Absent.UNKNOWN,
    kinds=(StreamKind.STANDARD,),
    source=f"{_MSK}, DEFAULT level: from the time when the cluster is ACTIVE",
)
_LAMBDA: Final = "AWS Lambda developer guide, types of metrics and viewing metrics for Lambda functions"

FUNCTION_ERRORS: Final = Metric(
    namespace="AWS/Lambda",
    name="Errors",
    dimensions=("FunctionName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_LAMBDA}; CloudWatch user guide, recommended alarms, Lambda",
)
FUNCTION_THROTTLES: Final = Metric(
    namespace="AWS/Lambda",
    name="Throttles",
    dimensions=("FunctionName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_LAMBDA}; CloudWatch user guide, recommended alarms, Lambda",
)
DESTINATION_FAILURES: Final = Metric(
    namespace="AWS/Lambda",
    name="DestinationDeliveryFailures",
    dimensions=("FunctionName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_LAMBDA,
    unverified=(
        "the page names DynamoDB and Kinesis as sources with destinations, and not Kafka: Errors of the same function "
        "shows the failure that comes before"
    ),
)

_BALANCER: Final = "Elastic Load Balancing, CloudWatch metrics for your Application Load Balancer"

API_REQUESTS: Final = Metric(
    namespace="AWS/ApplicationELB",
    name="RequestCount",
    dimensions=("LoadBalancer",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_BALANCER,
)
API_ERRORS: Final = Metric(
    namespace="AWS/ApplicationELB",
    name="HTTPCode_Target_5XX_Count",
    dimensions=("LoadBalancer",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_BALANCER}: published with a nonzero value only",
)
API_UNREACHABLE: Final = Metric(
    namespace="AWS/ApplicationELB",
    name="HTTPCode_ELB_5XX_Count",
    dimensions=("LoadBalancer",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_BALANCER}: published with a nonzero value only",
)
API_TIME: Final = Metric(
    namespace="AWS/ApplicationELB",
    name="TargetResponseTime",
    dimensions=("LoadBalancer",),
    statistic="p99",
    absent=Absent.QUIET,
    source=f"{_BALANCER}: published with a nonzero value only",
)
REQUESTS_PER_TARGET: Final = Metric(
    namespace="AWS/ApplicationELB",
    name="RequestCountPerTarget",
    dimensions=("LoadBalancer", "TargetGroup"),
    statistic="Sum",
    absent=Absent.QUIET,
    # An average in spite of its statistic. Services scale by it (`service/scaling.py`).
    source=f"{_BALANCER}: Sum is the only valid statistic",
)

_ECS: Final = "CloudWatch user guide, recommended alarms, Amazon ECS"

RUNNING_TASKS: Final = Metric(
    namespace="ECS/ContainerInsights",
    name="RunningTaskCount",
    dimensions=("ClusterName", "ServiceName"),
    statistic="Average",
    absent=Absent.FAULT,
    source=f"{_ECS} with Container Insights; Amazon ECS Container Insights metrics: each minute",
)
SERVICE_CPU: Final = Metric(
    namespace="AWS/ECS",
    name="CPUUtilization",
    dimensions=("ClusterName", "ServiceName"),
    statistic="Average",
    absent=Absent.UNKNOWN,
    source=_ECS,
)
SERVICE_MEMORY: Final = Metric(
    namespace="AWS/ECS",
    name="MemoryUtilization",
    dimensions=("ClusterName", "ServiceName"),
    statistic="Average",
    absent=Absent.UNKNOWN,
    source=_ECS,
)

_WEBSOCKET: Final = "API Gateway developer guide, monitor WebSocket API execution with CloudWatch metrics: by stage"

TRACKING_CONNECTIONS: Final = Metric(
    namespace="AWS/ApiGateway",
    name="ConnectCount",
    dimensions=("ApiId", "Stage"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_WEBSOCKET,
)
TRACKING_INTEGRATION_ERRORS: Final = Metric(
    namespace="AWS/ApiGateway",
    name="IntegrationError",
    dimensions=("ApiId", "Stage"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_WEBSOCKET,
)
TRACKING_EXECUTION_ERRORS: Final = Metric(
    namespace="AWS/ApiGateway",
    name="ExecutionError",
    dimensions=("ApiId", "Stage"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_WEBSOCKET,
)

CANARY_SUCCESS: Final = Metric(
    namespace="CloudWatchSynthetics",
    name="SuccessPercent",
    dimensions=("CanaryName",),
    statistic="Average",
    absent=Absent.FAULT,
    source="CloudWatch user guide, CloudWatch metrics published by canaries: with each run",
)

EDGE_ERRORS: Final = Metric(
    namespace="AWS/CloudFront",
    name="5xxErrorRate",
    dimensions=("DistributionId", "Region"),
    statistic="Average",
    absent=Absent.QUIET,
    source="Amazon CloudFront developer guide, types of metrics for CloudFront: in us-east-1, Region is always Global",
)
_FIREWALL: Final = (
    "AWS WAF developer guide, AWS WAF metrics and dimensions: CloudFront has Rule and WebACL, in us-east-1"
)

FIREWALL_BLOCKED: Final = Metric(
    namespace="AWS/WAFV2",
    name="BlockedRequests",
    dimensions=("Rule", "WebACL"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_FIREWALL,
)
FIREWALL_ALLOWED: Final = Metric(
    namespace="AWS/WAFV2",
    name="AllowedRequests",
    dimensions=("Rule", "WebACL"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_FIREWALL,
)

_AURORA: Final = "Amazon Aurora user guide, CloudWatch metrics and CloudWatch dimensions for Aurora"

DATABASE_CAPACITY: Final = Metric(
    namespace="AWS/RDS",
    name="ACUUtilization",
    dimensions=("DBClusterIdentifier",),
    statistic="Maximum",
    absent=Absent.FAULT,
    # A metric of instances: the average of a busy writer and an idle reader would hide the writer.
    source=f"{_AURORA}: a metric of instances; any metric can be filtered by cluster",
)
REPLICA_LAG: Final = Metric(
    namespace="AWS/RDS",
    name="AuroraReplicaLagMaximum",
    dimensions=("DBClusterIdentifier",),
    statistic="Maximum",
    absent=Absent.QUIET,
    source=f"{_AURORA}: published by the writer of a cluster with readers; any metric can be filtered by cluster",
)

TRANSACTION_IDS: Final = Metric(
    namespace="AWS/RDS",
    name="MaximumUsedTransactionIDs",
    dimensions=("DBClusterIdentifier",),
    statistic="Maximum",
    absent=Absent.UNKNOWN,
    source=f"{_AURORA}: a metric of instances; any metric can be filtered by cluster",
)

_CACHE: Final = "Amazon ElastiCache user guide, metrics for Valkey and Redis OSS: of each node"

CACHE_CPU: Final = Metric(
    namespace="AWS/ElastiCache",
    name="EngineCPUUtilization",
    dimensions=("CacheClusterId",),
    statistic="Average",
    absent=Absent.UNKNOWN,
    source=f"{_CACHE}; CloudWatch user guide, recommended alarms, ElastiCache: by CacheClusterId",
)
CACHE_EVICTIONS: Final = Metric(
    namespace="AWS/ElastiCache",
    name="Evictions",
    dimensions=("CacheClusterId",),
    statistic="Sum",
    absent=Absent.UNKNOWN,
    source=f"{_CACHE}; CloudWatch user guide, recommended alarms, ElastiCache: engine metrics by CacheClusterId",
)

CACHE_MEMORY: Final = Metric(
    namespace="AWS/ElastiCache",
    name="DatabaseMemoryUsagePercentage",
    dimensions=("CacheClusterId",),
    statistic="Average",
    absent=Absent.UNKNOWN,
    source=f"{_CACHE}; CloudWatch user guide, recommended alarms, ElastiCache: by CacheClusterId",
)

_TABLES: Final = "Amazon DynamoDB developer guide, DynamoDB metrics and dimensions"

TABLE_READS_THROTTLED: Final = Metric(
    namespace="AWS/DynamoDB",
    name="ReadThrottleEvents",
    dimensions=("TableName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_TABLES}: of the table without its indexes; CloudWatch user guide, recommended alarms, DynamoDB",
)
TABLE_WRITES_THROTTLED: Final = Metric(
    namespace="AWS/DynamoDB",
    name="WriteThrottleEvents",
    dimensions=("TableName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_TABLES}: of the table without its indexes; CloudWatch user guide, recommended alarms, DynamoDB",
)
INDEX_READS_THROTTLED: Final = Metric(
    namespace="AWS/DynamoDB",
    name="ReadThrottleEvents",
    dimensions=("TableName", "GlobalSecondaryIndexName"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_TABLES}; CloudWatch user guide, recommended alarms, DynamoDB",
)
INDEX_WRITES_THROTTLED: Final = Metric(
    namespace="AWS/DynamoDB",
    name="WriteThrottleEvents",
    dimensions=("TableName", "GlobalSecondaryIndexName"),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_TABLES}; CloudWatch user guide, recommended alarms, DynamoDB",
)

_FIREHOSE: Final = "Amazon Data Firehose developer guide, data delivery CloudWatch metrics"

ICEBERG_FRESHNESS: Final = Metric(
    namespace="AWS/Firehose",
    name="DeliveryToIceberg.DataFreshness",
    dimensions=("DeliveryStreamName",),
    statistic="Maximum",
    absent=Absent.QUIET,
    source=f"{_FIREHOSE}, delivery to Apache Iceberg Tables",
)
ICEBERG_REFUSED: Final = Metric(
    namespace="AWS/Firehose",
    name="DeliveryToIceberg.FailedRowCount",
    dimensions=("DeliveryStreamName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=f"{_FIREHOSE}, delivery to Apache Iceberg Tables",
)
FILE_FRESHNESS: Final = Metric(
    namespace="AWS/Firehose",
    name="DeliveryToS3.DataFreshness",
    dimensions=("DeliveryStreamName",),
    statistic="Maximum",
    absent=Absent.QUIET,
    source=f"{_FIREHOSE}, delivery to Amazon S3",
)
FILE_REFUSED: Final = Metric(
    namespace="AWS/Firehose",
    name="FailedConversion.Records",
    dimensions=("DeliveryStreamName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source="Amazon Data Firehose developer guide, format conversion CloudWatch metrics: if conversion is enabled",
)

_BACKUP: Final = "AWS Backup developer guide, AWS Backup metrics with Amazon CloudWatch: by vault"

BACKUPS_FAILED: Final = Metric(
    namespace="AWS/Backup",
    name="NumberOfBackupJobsFailed",
    dimensions=("BackupVaultName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_BACKUP,
)
COPIES_FAILED: Final = Metric(
    namespace="AWS/Backup",
    name="NumberOfCopyJobsFailed",
    dimensions=("BackupVaultName",),
    statistic="Sum",
    absent=Absent.QUIET,
    source=_BACKUP,
)

METRICS: Final[Mapping[str, Metric]] = {
    name: value for name, value in {**vars(own_metrics), **globals()}.items() if isinstance(value, Metric)
}
"""The rows of AWS's metrics and of the cell's own by their name in the modules."""
