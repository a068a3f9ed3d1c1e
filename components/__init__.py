"""Components of a city's cell on AWS: the whole cell, or any of its parts by itself."""

from .backup import Backup
from .backup_args import BackupArgs, BackupRuleArgs, RestoreTestArgs, RestoreTestType, VaultLockArgs, VaultLockMode
from .bucket import Bucket, BucketArgs, BucketEncryption, StorageClass
from .cache import Cache
from .cache_args import CacheArgs, CacheDurability, CacheEviction, CacheKind, CacheLimitsArgs
from .cache_users import CacheAccess, CacheUserArgs
from .city_cell import CityCell
from .city_cell_args import CityCellArgs
from .component import DataClass
from .database import Database
from .database_args import (
    AuroraStorage,
    CaCertificate,
    DatabaseArgs,
    DatabaseInsights,
    DatabaseLog,
    DatabaseNetwork,
    DatabaseParameterApply,
    DatabaseParameterArgs,
    DatabaseRestoreArgs,
    ReaderMetric,
    ReaderScalingArgs,
)
from .database_proxy import DatabaseProxy, DatabaseProxyArgs, ProxyArgs
from .errors import ArgumentError
from .function import Function, FunctionArgs
from .keys import Keys, KeysArgs
from .lake import Lake
from .lake_arguments import LakeArgs, LakeBackup, LakeMaintenance, LakeTopicArgs, cell_topics
from .load_balancer import LoadBalancer, LoadBalancerArgs
from .monitoring import Monitoring, MonitoringArgs
from .network import Network
from .network_args import EndpointChoice, ExistingVpcArgs, FlowArgs, NetworkArgs, PublicAccessBlock
from .network_awsx import existing_vpc
from .plan.brokers import StreamKind
from .plan.egress import Nat
from .plan.lake_schema import LakeFormat
from .service import Service, ServiceArgs
from .stream import Stream
from .stream_args import CleanupPolicy, MonitoringLevel, StreamArgs, StreamService, TopicArgs
from .tables import Tables
from .tables_arguments import (
    AttributeType,
    IndexArgs,
    LocalIndexArgs,
    Projection,
    StreamView,
    TableArgs,
    TableClass,
    TableConsistency,
    TableInsights,
    TablesArgs,
)
from .task import Task, TaskArgs
from .tracking import Tracking, TrackingApi, TrackingApiArgs, TrackingArgs

__all__ = [
    "ArgumentError",
    "AttributeType",
    "AuroraStorage",
    "Backup",
    "BackupArgs",
    "BackupRuleArgs",
    "Bucket",
    "BucketArgs",
    "BucketEncryption",
    "CaCertificate",
    "Cache",
    "CacheAccess",
    "CacheArgs",
    "CacheDurability",
    "CacheEviction",
    "CacheKind",
    "CacheLimitsArgs",
    "CacheUserArgs",
    "CityCell",
    "CityCellArgs",
    "CleanupPolicy",
    "DataClass",
    "Database",
    "DatabaseArgs",
    "DatabaseInsights",
    "DatabaseLog",
    "DatabaseNetwork",
    "DatabaseParameterApply",
    "DatabaseParameterArgs",
    "DatabaseProxy",
    "DatabaseProxyArgs",
    "DatabaseRestoreArgs",
    "EndpointChoice",
    "ExistingVpcArgs",
    "FlowArgs",
    "Function",
    "FunctionArgs",
    "IndexArgs",
    "Keys",
    "KeysArgs",
    "Lake",
    "LakeArgs",
    "LakeBackup",
    "LakeFormat",
    "LakeMaintenance",
    "LakeTopicArgs",
    "LoadBalancer",
    "LoadBalancerArgs",
    "LocalIndexArgs",
    "Monitoring",
    "MonitoringArgs",
    "MonitoringLevel",
    "Nat",
    "Network",
    "NetworkArgs",
    "Projection",
    "ProxyArgs",
    "PublicAccessBlock",
    "ReaderMetric",
    "ReaderScalingArgs",
    "RestoreTestArgs",
    "RestoreTestType",
    "Service",
    "ServiceArgs",
    "StorageClass",
    "Stream",
    "StreamArgs",
    "StreamKind",
    "StreamService",
    "StreamView",
    "TableArgs",
    "TableClass",
    "TableConsistency",
    "TableInsights",
    "Tables",
    "TablesArgs",
    "Task",
    "TaskArgs",
    "TopicArgs",
    "Tracking",
    "TrackingApi",
    "TrackingApiArgs",
    "TrackingArgs",
    "VaultLockArgs",
    "VaultLockMode",
    "cell_topics",
    "existing_vpc",
]
