"""The quotas of an AWS account that cells use: code, default value by region, and the page that has them.

Default values are those that AWS applies to an account that asked for nothing. New accounts can start lower, for
example with 10 concurrent executions of AWS Lambda; `python -m components.preflight` reads what an account really has.
Where two pages of AWS disagree, the smaller value is here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, kw_only=True)
class Quota:
    """One quota of Service Quotas."""

    service_code: str
    quota_code: str
    name: str
    """Its name in Service Quotas."""
    default: float
    source: str
    """The page of AWS that has the default value."""
    is_adjustable: bool = True
    is_global: bool = False
    """Whether it counts for all regions together. Service Quotas then answers in us-east-1 only."""
    by_region: Mapping[str, float] = field(default_factory=dict[str, float])
    """Default values of the regions that have another one."""

    def default_in(self, region: str) -> float:
        """The default value in a region."""
        return self.by_region.get(region, self.default)


_API_GATEWAY: Final = "API Gateway developer guide, Amazon API Gateway quotas"
_VPC: Final = "Amazon VPC user guide, Amazon VPC quotas"
_LAMBDA: Final = "AWS Lambda developer guide, Lambda quotas"
_GENERAL: Final = "AWS General Reference, endpoints and quotas of"

SMALL_THROTTLE_REGIONS: Final = (
    "af-south-1",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "mx-central-1",
)
"""Cape Town, Hyderabad, Jakarta, Melbourne, Malaysia, Thailand, Calgary, Zurich, Milan, Spain, Tel Aviv, UAE, Mexico:
API Gateway allows 2,500 requests per second there, with a burst of 1,250 (API Gateway developer guide, Amazon API
Gateway quotas, note on the first table)."""

THROTTLE: Final = Quota(
    service_code="apigateway",
    quota_code="L-8A5B8E43",
    name="Throttle rate",
    default=10_000,
    by_region=dict.fromkeys(SMALL_THROTTLE_REGIONS, 2500),
    source=_API_GATEWAY,
)
"""Requests per second of all HTTP, REST and WebSocket APIs of an account together, with the messages that functions
post to connections (WebSocket callback APIs)."""

_BURST: Final = 5000
_SMALL_BURST: Final = 1250

NEW_CONNECTIONS: Final = Quota(
    service_code="apigateway",
    quota_code="L-9ED1E49A",
    name="WebSocket new connections rate",
    default=500,
    source="API Gateway developer guide, Quotas for configuring and running a WebSocket API",
)
NEW_CONNECTIONS_BURST: Final = Quota(
    service_code="apigateway",
    quota_code="L-E1465507",
    name="WebSocket new connections burst rate",
    default=500,
    is_adjustable=False,
    source=f"{_GENERAL} Amazon API Gateway",
)
CONCURRENCY: Final = Quota(
    service_code="lambda", quota_code="L-B99A9384", name="Concurrent executions", default=1000, source=_LAMBDA
)
FUNCTION_INTERFACES: Final = Quota(
    service_code="lambda",
    quota_code="L-9FEE3D26",
    name="Elastic network interfaces per VPC",
    default=250,
    source=f"{_LAMBDA}; an older page has 250 and the present one 500 (unverified)",
)
FARGATE_VCPU: Final = Quota(
    service_code="fargate",
    quota_code="L-3032A538",
    name="Fargate On-Demand vCPU resource count",
    default=6,
    source=f"{_GENERAL} AWS Fargate",
)
BROKERS: Final = Quota(
    service_code="kafka",
    quota_code="L-EDD31C36",
    name="Number of brokers per account",
    default=90,
    source="Amazon MSK developer guide, Amazon MSK quota",
)
CLUSTER_BROKERS: Final = Quota(
    service_code="kafka",
    quota_code="L-03FD6822",
    name="Number of brokers per KRaft cluster",
    default=60,
    source="Amazon MSK developer guide, Amazon MSK quota",
)
BROKER_CONFIGURATIONS: Final = Quota(
    service_code="kafka",
    quota_code="L-B2FDE22A",
    name="Number of configurations per account",
    default=100,
    source="Amazon MSK developer guide, Amazon MSK quota",
)
TABLE_READS: Final = Quota(
    service_code="dynamodb",
    quota_code="L-CF0CBE56",
    name="Table-level read throughput limit",
    default=40_000,
    source="Amazon DynamoDB developer guide, Quotas in Amazon DynamoDB",
)
TABLE_WRITES: Final = Quota(
    service_code="dynamodb",
    quota_code="L-AB614373",
    name="Table-level write throughput limit",
    default=40_000,
    source="Amazon DynamoDB developer guide, Quotas in Amazon DynamoDB",
)
TABLES: Final = Quota(
    service_code="dynamodb",
    quota_code="L-F98FE922",
    name="Maximum number of tables",
    default=2500,
    source="Amazon DynamoDB developer guide, Quotas in Amazon DynamoDB",
)
DB_CLUSTERS: Final = Quota(
    service_code="rds",
    quota_code="L-952B80B8",
    name="DB clusters",
    default=40,
    source="Amazon Aurora user guide, Quotas and constraints for Amazon Aurora",
)
DB_INSTANCES: Final = Quota(
    service_code="rds",
    quota_code="L-7B6409FD",
    name="DB instances",
    default=40,
    source="Amazon Aurora user guide, Quotas and constraints for Amazon Aurora",
)
CACHE_NODES: Final = Quota(
    service_code="elasticache",
    quota_code="L-DFE45DF3",
    name="Nodes per Region",
    default=300,
    source=f"{_GENERAL} Amazon ElastiCache",
)
VPCS: Final = Quota(service_code="vpc", quota_code="L-F678F1CE", name="VPCs per Region", default=5, source=_VPC)
INTERNET_GATEWAYS: Final = Quota(
    service_code="vpc", quota_code="L-A4707A72", name="Internet gateways per Region", default=5, source=_VPC
)
NAT_GATEWAYS: Final = Quota(
    service_code="vpc", quota_code="L-FE5A380F", name="NAT gateways per Availability Zone", default=5, source=_VPC
)
ELASTIC_IPS: Final = Quota(
    service_code="ec2", quota_code="L-0263D0A3", name="EC2-VPC Elastic IPs", default=5, source=_VPC
)
SECURITY_GROUPS: Final = Quota(
    service_code="vpc", quota_code="L-E79EC296", name="VPC security groups per Region", default=2500, source=_VPC
)
SECURITY_GROUP_RULES: Final = Quota(
    service_code="vpc",
    quota_code="L-0EA8095F",
    name="Inbound or outbound rules per security group",
    default=60,
    source=_VPC,
)
INTERFACE_ENDPOINTS: Final = Quota(
    service_code="vpc", quota_code="L-29B6F2EB", name="Interface VPC endpoints per VPC", default=50, source=_VPC
)
GATEWAY_ENDPOINTS: Final = Quota(
    service_code="vpc", quota_code="L-1B52E74A", name="Gateway VPC endpoints per Region", default=20, source=_VPC
)
NETWORK_INTERFACES: Final = Quota(
    service_code="vpc", quota_code="L-DF5E4CA3", name="Network interfaces per Region", default=5000, source=_VPC
)
LOAD_BALANCERS: Final = Quota(
    service_code="elasticloadbalancing",
    quota_code="L-53DA6B97",
    name="Application Load Balancers per Region",
    default=50,
    source="Elastic Load Balancing, Quotas for your Application Load Balancers",
)
KMS_REQUESTS: Final = Quota(
    service_code="kms",
    quota_code="L-6E3AF000",
    name="Cryptographic operations (symmetric) request rate",
    default=10_000,
    by_region={
        **dict.fromkeys(
            ("us-east-2", "ap-southeast-1", "ap-southeast-2", "ap-northeast-1", "eu-central-1", "eu-west-2"), 20_000
        ),
        **dict.fromkeys(("us-east-1", "us-west-2", "eu-west-1"), 100_000),
    },
    source="AWS KMS developer guide, Request quotas",
)
KMS_KEYS: Final = Quota(
    service_code="kms",
    quota_code="L-C2F1777E",
    name="Customer Master Keys (CMKs)",
    default=100_000,
    source="AWS KMS developer guide, Resource quotas",
)
LOG_GROUPS: Final = Quota(
    service_code="logs",
    quota_code="L-C7B9AAAB",
    name="Log groups",
    default=1_000_000,
    source="Amazon CloudWatch Logs user guide, CloudWatch Logs quotas",
)
SECRETS: Final = Quota(
    service_code="secretsmanager",
    quota_code="L-2F66C23C",
    name="Secrets per Region",
    default=500_000,
    source="AWS Secrets Manager user guide, AWS Secrets Manager quotas",
)
DELIVERY_STREAMS: Final = Quota(
    service_code="firehose",
    quota_code="L-14BB0BE7",
    name="Delivery streams",
    default=50,
    source="Amazon Data Firehose developer guide, Quota; newer pages have more (unverified)",
)
ROLES: Final = Quota(
    service_code="iam",
    quota_code="L-FE177D64",
    name="Roles per account",
    default=1000,
    is_global=True,
    source="IAM user guide, IAM and AWS STS quotas",
)

BY_CODE: Final = {value.quota_code: value for value in list(globals().values()) if isinstance(value, Quota)}
"""Every quota of this module by its code."""

MAX_QUOTA: Final = 1_000_000_000
"""More than any quota of AWS, to catch typing errors."""


def throttle_burst(region: str) -> int:
    """How many requests at once API Gateway accepts in a region. AWS sets it, and no request raises it."""
    return _SMALL_BURST if region in SMALL_THROTTLE_REGIONS else _BURST
