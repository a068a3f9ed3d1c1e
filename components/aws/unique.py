"""Names that AWS accepts once per region, account or worldwide, by resource class.

A class is missing here if its names are unique only inside of another resource, which has such a name itself (a policy
of a role, a topic of a cluster), or need not be unique at all (an API). `tests/components/test_names.py` says which.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final


class Scope(StrEnum):
    """Where a name must be unique."""

    REGION = "region"
    """In one region of an account."""
    ACCOUNT = "account"
    """In all regions of an account."""
    WORLD = "world"
    """In all accounts."""


@dataclass(frozen=True)
class UniqueName:
    """The name of a resource class."""

    argument: str = "name"
    """The argument that has the name."""
    scope: Scope = Scope.REGION
    kind: str = ""
    """What shares the names, if several classes do."""


UNIQUE: Final[Mapping[str, UniqueName]] = {
    "athena.Workgroup": UniqueName(),
    "backup.RestoreTestingPlan": UniqueName(),
    "backup.Vault": UniqueName(),
    "budgets.Budget": UniqueName(scope=Scope.ACCOUNT),
    "cloudfront.CachePolicy": UniqueName(scope=Scope.ACCOUNT),
    "cloudfront.OriginAccessControl": UniqueName(scope=Scope.ACCOUNT),
    "cloudfront.ResponseHeadersPolicy": UniqueName(scope=Scope.ACCOUNT),
    "cloudwatch.CompositeAlarm": UniqueName("alarm_name", kind="cloudwatch.Alarm"),
    "cloudwatch.Dashboard": UniqueName("dashboard_name", Scope.ACCOUNT),
    "cloudwatch.LogGroup": UniqueName(),
    "cloudwatch.LogDeliveryDestination": UniqueName(),
    "cloudwatch.LogDeliverySource": UniqueName(),
    "cloudwatch.MetricAlarm": UniqueName(kind="cloudwatch.Alarm"),
    "dynamodb.Table": UniqueName(),
    "ecr.Repository": UniqueName(),
    "ecs.Cluster": UniqueName(),
    "ecs.Service": UniqueName(),
    "ecs.TaskDefinition": UniqueName("family"),
    "elasticache.ParameterGroup": UniqueName(),
    "elasticache.ReplicationGroup": UniqueName("replication_group_id"),
    "elasticache.ServerlessCache": UniqueName(),
    "elasticache.SubnetGroup": UniqueName(),
    "elasticache.User": UniqueName("user_id"),
    "elasticache.UserGroup": UniqueName("user_group_id"),
    "glue.CatalogDatabase": UniqueName(),
    "iam.Role": UniqueName(scope=Scope.ACCOUNT),
    "kinesis.FirehoseDeliveryStream": UniqueName(),
    "kms.Alias": UniqueName(),
    "lambda_.Function": UniqueName(),
    "lambda_.LayerVersion": UniqueName("layer_name"),
    "lb.LoadBalancer": UniqueName(),
    "lb.TargetGroup": UniqueName(),
    "msk.Cluster": UniqueName("cluster_name", kind="msk.Cluster"),
    "msk.Configuration": UniqueName(),
    "msk.ServerlessCluster": UniqueName("cluster_name", kind="msk.Cluster"),
    "rds.Cluster": UniqueName("cluster_identifier"),
    "rds.ClusterInstance": UniqueName("identifier"),
    "rds.ClusterParameterGroup": UniqueName(),
    "rds.GlobalCluster": UniqueName("global_cluster_identifier", Scope.ACCOUNT),
    "rds.Proxy": UniqueName(),
    "rds.ProxyEndpoint": UniqueName("db_proxy_endpoint_name"),
    "rds.SubnetGroup": UniqueName(),
    "s3.Bucket": UniqueName("bucket", Scope.WORLD),
    "scheduler.ScheduleGroup": UniqueName(),
    "secretsmanager.Secret": UniqueName(),
    "sns.Topic": UniqueName(),
    "wafv2.WebAcl": UniqueName(),
}
"""Class, as `<module of pulumi_aws>.<name>`, to its name. Source: the API's create operation of each resource."""


def class_of(kind: Callable[..., Any]) -> str:
    """A resource class as `UNIQUE` names it: `iam.Role`."""
    module = kind.__module__.split(".")
    return f"{module[1]}.{kind.__name__}" if module[0] in {"pulumi_aws", "pulumi_awsx"} and len(module) > 1 else ""
