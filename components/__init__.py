"""Components of a city's cell on AWS: the whole cell, or any of its parts by itself.

Names load when they are first used, so that a program pays only for the AWS services that its components register.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .account.args import AccountBaselineArgs, ContainerInsights, ImageScanning, ServiceLinkedRole
    from .account.component import AccountBaseline
    from .backup.args import BackupArgs, BackupRuleArgs, RestoreTestArgs, RestoreTestType, VaultLockArgs, VaultLockMode
    from .backup.component import Backup
    from .bucket.args import BucketArgs, BucketEncryption, StorageClass
    from .bucket.component import Bucket
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
    from .load_balancer.args import LoadBalancerArgs
    from .load_balancer.component import LoadBalancer
    from .monitoring.args import MonitoringArgs
    from .monitoring.component import Monitoring
    from .network.args import EndpointChoice, ExistingVpcArgs, FlowArgs, NetworkArgs, PublicAccessBlock
    from .network.awsx import existing_vpc
    from .network.component import Network
    from .plan.egress import Nat
    from .plan.lake_schema import LakeFormat
    from .service.args import ServiceArgs
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
    "AppArgs",
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
    "Lake",
    "LakeArgs",
    "LakeBackup",
    "LakeFormat",
    "LakeMaintenance",
    "LakeTopicArgs",
    "LoadBalancer",
    "LoadBalancerArgs",
    "LocalIndexArgs",
    "Mfa",
    "Monitoring",
    "MonitoringArgs",
    "MonitoringLevel",
    "Nat",
    "Network",
    "NetworkArgs",
    "PoolArgs",
    "Projection",
    "ProxyArgs",
    "PublicAccessBlock",
    "ReaderMetric",
    "ReaderScalingArgs",
    "RestoreTestArgs",
    "RestoreTestType",
    "Service",
    "ServiceArgs",
    "ServiceLinkedRole",
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
    "load_balancer.args": ("LoadBalancerArgs",),
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
    "service.args": ("ServiceArgs",),
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
