"""Names within the length limits of AWS services. Two long names stay different after they are shortened."""

import hashlib
import re

MAX_CELL_NAME = 20
"""Characters of a cell's name. An ALB's name of 32 characters then holds the cell and a role without a hash."""

LOAD_BALANCER = 32
"""Characters of a load balancer's or target group's name (Elastic Load Balancing API, CreateLoadBalancer)."""

IAM_ROLE = 64
"""Characters of a role's name (IAM quotas)."""

CACHE = 40
"""Characters of a replication group's or cache user's id (ElastiCache API, CreateReplicationGroup)."""

DATABASE = 63
"""Characters of a database cluster's identifier (RDS API, CreateDBCluster)."""

KEY_ALIAS = 250
"""Characters of an alias of a key after `alias/` (AWS KMS API, CreateAlias)."""

BUCKET = 63
"""Characters of a bucket's name (Amazon S3 bucket naming rules)."""

BACKUP = 50
"""Characters of a vault's, plan's or selection's name (AWS Backup API, CreateBackupVault)."""

DELIVERY_STREAM = 64
"""Characters of a delivery stream's name (Amazon Data Firehose API, CreateDeliveryStream)."""

WORKGROUP = 128
"""Characters of a workgroup's name (Amazon Athena API, CreateWorkGroup)."""

LOG_DELIVERY = 60
"""Characters of the names of a source and a destination of log deliveries (CloudWatch Logs API, PutDeliverySource)."""

ORIGIN_ACCESS_CONTROL = 64
"""Characters of an origin access control's name (Amazon CloudFront API, OriginAccessControlConfig)."""

CLOUDFRONT_POLICY = 128
"""Characters of the name of a cache policy or a response headers policy (Amazon CloudFront API, CachePolicyConfig)."""

WEB_ACL = 128
"""Characters of a web ACL's name (AWS WAF API, CreateWebACL)."""

SCHEDULE = 64
"""Characters of the names of a schedule and its group (EventBridge Scheduler API, CreateSchedule)."""

_DIGEST = 8
_CELL_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_cell_name(name: str) -> bool:
    """Whether a name can be part of AWS names: lower case, digits, single hyphens, 20 characters at most."""
    return len(name) <= MAX_CELL_NAME and _CELL_NAME.fullmatch(name) is not None


def fit(name: str, budget: int) -> str:
    """The name if it is short enough; otherwise its beginning and a hash of the whole name, so that names stay unique.

    Raises:
        ValueError: the budget is too small to hold a hash.
    """
    if budget <= _DIGEST + 1:
        raise ValueError(f"a budget of {budget} characters cannot hold a name and its hash")
    if len(name) <= budget:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:_DIGEST]
    return f"{name[: budget - _DIGEST - 1].rstrip('-')}-{digest}"


def camel_case(name: str) -> str:
    """A name as Pulumi schemas write it: `bootstrap_servers` becomes `bootstrapServers`."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
