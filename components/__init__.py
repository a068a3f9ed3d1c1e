"""Components of a city's cell on AWS: the whole cell, or any of its parts by itself.

Names load when they are first used, so that a program pays only for the AWS services that its components register.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account.args import (
        AccountBaselineArgs,
        AccountSettingsArgs,
        ContainerInsights,
        ImageScanning,
        ServiceLinkedRole,
    )
    from .account.component import AccountBaseline
    from .backup.args import BackupArgs, BackupRuleArgs, RestoreTestArgs, RestoreTestType, VaultLockArgs, VaultLockMode
    from .backup.component import Backup
    from .bucket.args import BucketArgs, BucketEncryption, StorageClass
    from .bucket.component import Bucket
    from .budget.args import BudgetArgs
    from .budget.component import Budget
    from .cache.args import (
        CacheAccess,
        CacheArgs,
        CacheDurability,
        CacheEviction,
        CacheKind,
        CacheLimitsArgs,
        CacheUserArgs,
    )
    from .cache.component import Cache
    from .canary.args import CanaryArgs
    from .canary.component import Canary
    from .city.args import CityCellArgs
    from .city.component import CityCell
    from .core.cell import DataClass
    from .core.errors import ArgumentError
    from .database.args import (
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
    from .database.component import Database
    from .database_proxy.args import DatabaseProxyArgs, ProxyArgs
    from .database_proxy.component import DatabaseProxy
    from .edge.args import BotControl, EdgeArgs, EdgeTls, ManagedRules, PriceClass
    from .edge.component import Edge
    from .function.args import FunctionArgs
    from .function.component import Function
    from .identity.args import (
        AppArgs,
        CustomDomainArgs,
        EmailArgs,
        IdentityArgs,
        Mfa,
        PoolArgs,
        ThreatProtection,
        UserRole,
    )
    from .identity.component import Identity
    from .keys.args import KeysArgs
    from .keys.component import Keys
    from .lake.args import LakeArgs, LakeBackup, LakeMaintenance, LakeTopicArgs
    from .lake.component import Lake
    from .lake.topics import cell_topics
    from .load_balancer.args import DesyncMitigation, LoadBalancerArgs
    from .load_balancer.component import LoadBalancer
    from .monitoring.args import MonitoringArgs
    from .monitoring.component import Monitoring
    from .network.args import EndpointChoice, ExistingVpcArgs, FlowArgs, NetworkArgs, PublicAccessBlock
    from .network.awsx import existing_vpc
    from .network.component import Network
    from .plan.egress import Nat
    from .plan.lake_schema import LakeFormat
    from .region.args import CityRouteArgs, RegionArgs, RegionCellArgs, SharedRegionArgs
    from .region.component import Region
    from .service.args import (
        ConnectArgs,
        DeploymentArgs,
        DeploymentStrategy,
        LagArgs,
        PredictiveScaling,
        ScheduledMinimumArgs,
        ServiceArgs,
    )
    from .service.component import Service
    from .stream.args import CleanupPolicy, MonitoringLevel, StreamArgs, StreamService, TopicArgs
    from .stream.component import Stream
    from .stream.limits import StreamKind
    from .tables.args import (
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
    from .tables.component import Tables
    from .task.args import TaskArgs
    from .task.component import Task
    from .tracking.api import TrackingApi
    from .tracking.args import TrackingApiArgs, TrackingArgs
    from .tracking.component import Tracking

__all__ = [
    "AccountBaseline",
    "AccountBaselineArgs",
    "AccountSettingsArgs",
    "AppArgs",
    "ArgumentError",
    "AttributeType",
    "AuroraStorage",
    "Backup",
    "BackupArgs",
    "BackupRuleArgs",
    "BotControl",
    "Bucket",
    "BucketArgs",
    "BucketEncryption",
    "Budget",
    "BudgetArgs",
    "CaCertificate",
    "Cache",
    "CacheAccess",
    "CacheArgs",
    "CacheDurability",
    "CacheEviction",
    "CacheKind",
    "CacheLimitsArgs",
    "CacheUserArgs",
    "Canary",
    "CanaryArgs",
    "CityCell",
    "CityCellArgs",
    "CityRouteArgs",
    "CleanupPolicy",
    "ConnectArgs",
    "ContainerInsights",
    "CustomDomainArgs",
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
    "DeploymentArgs",
    "DeploymentStrategy",
    "DesyncMitigation",
    "Edge",
    "EdgeArgs",
    "EdgeTls",
    "EmailArgs",
    "EndpointChoice",
    "ExistingVpcArgs",
    "FlowArgs",
    "Function",
    "FunctionArgs",
    "Identity",
    "IdentityArgs",
    "ImageScanning",
    "IndexArgs",
    "Keys",
    "KeysArgs",
    "LagArgs",
    "Lake",
    "LakeArgs",
    "LakeBackup",
    "LakeFormat",
    "LakeMaintenance",
    "LakeTopicArgs",
    "LoadBalancer",
    "LoadBalancerArgs",
    "LocalIndexArgs",
    "ManagedRules",
    "Mfa",
    "Monitoring",
    "MonitoringArgs",
    "MonitoringLevel",
    "Nat",
    "Network",
    "NetworkArgs",
    "PoolArgs",
    "PredictiveScaling",
    "PriceClass",
    "Projection",
    "ProxyArgs",
    "PublicAccessBlock",
    "ReaderMetric",
    "ReaderScalingArgs",
    "Region",
    "RegionArgs",
    "RegionCellArgs",
    "RestoreTestArgs",
    "RestoreTestType",
    "ScheduledMinimumArgs",
    "Service",
    "ServiceArgs",
    "ServiceLinkedRole",
    "SharedRegionArgs",
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
    "ThreatProtection",
    "TopicArgs",
    "Tracking",
    "TrackingApi",
    "TrackingApiArgs",
    "TrackingArgs",
    "UserRole",
    "VaultLockArgs",
    "VaultLockMode",
    "cell_topics",
    "existing_vpc",
]

_MODULES = {
    "account.args": (
        "AccountBaselineArgs",
        "AccountSettingsArgs",
        "ContainerInsights",
        "ImageScanning",
        "ServiceLinkedRole",
    ),
    "account.component": ("AccountBaseline",),
    "backup.args": (
        "BackupArgs",
        "BackupRuleArgs",
        "RestoreTestArgs",
        "RestoreTestType",
        "VaultLockArgs",
        "VaultLockMode",
    ),
    "backup.component": ("Backup",),
    "bucket.args": (
        "BucketArgs",
        "BucketEncryption",
        "StorageClass",
    ),
    "bucket.component": ("Bucket",),
    "budget.args": ("BudgetArgs",),
    "budget.component": ("Budget",),
    "cache.args": (
        "CacheAccess",
        "CacheArgs",
        "CacheDurability",
        "CacheEviction",
        "CacheKind",
        "CacheLimitsArgs",
        "CacheUserArgs",
    ),
    "cache.component": ("Cache",),
    "canary.args": ("CanaryArgs",),
    "canary.component": ("Canary",),
    "city.args": ("CityCellArgs",),
    "city.component": ("CityCell",),
    "core.cell": ("DataClass",),
    "core.errors": ("ArgumentError",),
    "database.args": (
        "AuroraStorage",
        "CaCertificate",
        "DatabaseArgs",
        "DatabaseInsights",
        "DatabaseLog",
        "DatabaseNetwork",
        "DatabaseParameterApply",
        "DatabaseParameterArgs",
        "DatabaseRestoreArgs",
        "ReaderMetric",
        "ReaderScalingArgs",
    ),
    "database.component": ("Database",),
    "database_proxy.args": (
        "DatabaseProxyArgs",
        "ProxyArgs",
    ),
    "database_proxy.component": ("DatabaseProxy",),
    "edge.args": (
        "BotControl",
        "EdgeArgs",
        "EdgeTls",
        "ManagedRules",
        "PriceClass",
    ),
    "edge.component": ("Edge",),
    "function.args": ("FunctionArgs",),
    "function.component": ("Function",),
    "identity.args": (
        "AppArgs",
        "CustomDomainArgs",
        "EmailArgs",
        "IdentityArgs",
        "Mfa",
        "PoolArgs",
        "ThreatProtection",
        "UserRole",
    ),
    "identity.component": ("Identity",),
    "keys.args": ("KeysArgs",),
    "keys.component": ("Keys",),
    "lake.args": (
        "LakeArgs",
        "LakeBackup",
        "LakeMaintenance",
        "LakeTopicArgs",
    ),
    "lake.component": ("Lake",),
    "lake.topics": ("cell_topics",),
    "load_balancer.args": (
        "DesyncMitigation",
        "LoadBalancerArgs",
    ),
    "load_balancer.component": ("LoadBalancer",),
    "monitoring.args": ("MonitoringArgs",),
    "monitoring.component": ("Monitoring",),
    "network.args": (
        "EndpointChoice",
        "ExistingVpcArgs",
        "FlowArgs",
        "NetworkArgs",
        "PublicAccessBlock",
    ),
    "network.awsx": ("existing_vpc",),
    "network.component": ("Network",),
    "plan.egress": ("Nat",),
    "plan.lake_schema": ("LakeFormat",),
    "region.args": (
        "CityRouteArgs",
        "RegionArgs",
        "RegionCellArgs",
        "SharedRegionArgs",
    ),
    "region.component": ("Region",),
    "service.args": (
        "ConnectArgs",
        "DeploymentArgs",
        "DeploymentStrategy",
        "LagArgs",
        "PredictiveScaling",
        "ScheduledMinimumArgs",
        "ServiceArgs",
    ),
    "service.component": ("Service",),
    "stream.args": (
        "CleanupPolicy",
        "MonitoringLevel",
        "StreamArgs",
        "StreamService",
        "TopicArgs",
    ),
    "stream.component": ("Stream",),
    "stream.limits": ("StreamKind",),
    "tables.args": (
        "AttributeType",
        "IndexArgs",
        "LocalIndexArgs",
        "Projection",
        "StreamView",
        "TableArgs",
        "TableClass",
        "TableConsistency",
        "TableInsights",
        "TablesArgs",
    ),
    "tables.component": ("Tables",),
    "task.args": ("TaskArgs",),
    "task.component": ("Task",),
    "tracking.api": ("TrackingApi",),
    "tracking.args": (
        "TrackingApiArgs",
        "TrackingArgs",
    ),
    "tracking.component": ("Tracking",),
}
"""Module to the public names that it defines; a test compares this with the imports above."""

_HOME = {name: module for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Load a public name from its module (PEP 562)."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f".{_HOME[name]}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names, loaded or not."""
    return sorted({*globals(), *__all__})
