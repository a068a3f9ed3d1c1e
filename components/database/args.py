"""Arguments of `Database`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..database_proxy.args import ProxyArgs


class DatabaseInsights(StrEnum):
    """How much the database records about its statements and their waits."""

    OFF = "off"
    """Nothing. The only choice below 2 ACU."""
    STANDARD = "standard"
    """Performance Insights, kept for 7 days at no cost. The default."""
    ADVANCED = "advanced"
    """The advanced mode of Database Insights: plans, locks and figures for each query, kept for 465 days and billed by
    vCPU or ACU."""


class AuroraStorage(StrEnum):
    """How storage is billed."""

    STANDARD = "aurora"
    """By GiB and by I/O request: cheaper while requests are less than a quarter of the bill. The default."""
    IO_OPTIMIZED = "aurora-iopt1"
    """By GiB only, at a higher price for storage and capacity."""


class DatabaseNetwork(StrEnum):
    """Which IP addresses the instances have."""

    IPV4 = "IPV4"
    """Private IPv4 addresses of the subnets. The default."""
    DUAL = "DUAL"
    """IPv4 and IPv6 addresses; every subnet must have an IPv6 block."""


class DatabaseLog(StrEnum):
    """A log that is exported to CloudWatch Logs (RDS API, CreateDBCluster)."""

    POSTGRESQL = "postgresql"
    """The server's log: slow statements, connections and errors."""
    IAM_ERRORS = "iam-db-auth-error"
    """Why IAM sign-ins were denied."""
    INSTANCE = "instance"
    """Events of the instance outside the server."""


class CaCertificate(StrEnum):
    """Certificate authority of the server's certificate (Aurora user guide, using SSL/TLS, certificate authorities)."""

    RSA_2048 = "rds-ca-rsa2048-g1"
    """RSA with 2,048 bits, which every client supports. AWS's default."""
    RSA_4096 = "rds-ca-rsa4096-g1"
    """RSA with 4,096 bits."""
    ECC_384 = "rds-ca-ecc384-g1"
    """Elliptic curves: shorter handshakes."""


class DatabaseParameterApply(StrEnum):
    """When a changed parameter takes effect."""

    IMMEDIATE = "immediate"
    """At once; for dynamic parameters only. The default."""
    PENDING_REBOOT = "pending-reboot"
    """At the next restart of an instance; AWS requires it for static parameters."""


class ReaderMetric(StrEnum):
    """The metric that reader scaling keeps at its target (Application Auto Scaling, predefined metrics of Aurora)."""

    CPU = "RDSReaderAverageCPUUtilization"
    """CPU utilization in percent, averaged over all readers."""
    CONNECTIONS = "RDSReaderAverageDatabaseConnections"
    """Connections per reader, averaged over all readers."""


class DatabaseParameterArgs(TypedDict):
    """One parameter of the cluster's parameter group."""

    name: str
    """Its name in Aurora, such as `work_mem`. `rds.force_ssl` cannot be set: TLS is always required."""
    value: pulumi.Input[str]
    """Its value as a string."""
    apply: NotRequired[DatabaseParameterApply]
    """When a change takes effect; at once by default. A static parameter requires `pending-reboot`, and waits until the
    instances restart, which an update does not make them do."""


class ReaderScalingArgs(TypedDict):
    """Readers that are added and removed with the load, in addition to the permanent ones."""

    max_readers: int
    """Maximum number of readers, permanent ones included, 15 at most."""
    min_readers: NotRequired[int]
    """Minimum number of readers, permanent ones included; `readers` by default. Scaling removes only readers that it
    added."""
    metric: NotRequired[ReaderMetric]
    """Metric that is kept at the target; CPU by default."""
    target: float
    """Target: CPU utilization in percent, 1 to 100, or connections per reader, 1 to 5,000."""
    scale_in_seconds: NotRequired[int]
    """Seconds between removals of readers, 0 to 86,400; 300 by default."""
    scale_out_seconds: NotRequired[int]
    """Seconds between additions of readers, 0 to 86,400; 300 by default."""


class DatabaseRestoreArgs(TypedDict):
    """Source of a new cluster's data: a snapshot, or another cluster at a point in time. Set exactly one source."""

    snapshot: NotRequired[pulumi.Input[str]]
    """Source: name or ARN of a cluster snapshot."""
    cluster: NotRequired[pulumi.Input[str]]
    """Source: identifier of a cluster, or its ARN when it is in another account."""
    cluster_resource_id: NotRequired[pulumi.Input[str]]
    """Source: resource id of a deleted cluster whose automated backups were kept."""
    to_time: NotRequired[pulumi.Input[str]]
    """Point in time to restore a cluster to, in UTC such as `2026-03-07T23:45:00Z`; the latest restorable time by
    default."""
    clone: NotRequired[bool]
    """Whether to clone the current state of `cluster`, in the same account and region. A clone shares pages with its
    source until one of them writes (copy-on-write), so it takes minutes whatever the size. A full copy by default."""


class DatabaseArgs(CellArgs):
    """Arguments of `Database`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the instances, one in each of at least two zones."""
    security_group_id: pulumi.Input[str]
    """Security group of the instances."""
    key_arn: pulumi.Input[str]
    """KMS key that encrypts storage, backups, insights and the master user's secret. A change replaces the cluster."""
    log_key_arn: pulumi.Input[str]
    """KMS key that encrypts the log groups."""
    availability_zones: NotRequired[list[str]]
    """Zones of the subnets. The writer is in the first, and readers follow in turn. By default as many zones of the
    region as there are subnets, or three when the number of subnets is not known during a preview."""

    engine_version: NotRequired[str]
    """Version of Aurora PostgreSQL. By default a cluster begins with `17.6` and stays at the version to which AWS
    upgrades it. With a major version alone, such as `17`, AWS chooses the minor version and its upgrades cause no
    difference."""
    auto_minor_version_upgrade: NotRequired[bool]
    """Whether AWS installs minor versions in the maintenance window; true by default. After such an upgrade, raise a
    full `engine_version` to the new one as well."""
    allow_major_version_upgrade: NotRequired[bool]
    """Whether a change of `engine_version` may upgrade to another major version; false by default."""
    apply_immediately: NotRequired[bool]
    """Whether disruptive changes are made at once instead of in the maintenance window; false by default."""
    instance_class: NotRequired[str]
    """Class of the instances; `db.serverless` by default. Any other class is provisioned and does not scale by ACU."""
    min_acu: NotRequired[float]
    """Minimum capacity of an instance in ACU (2 GiB of memory each), in steps of 0.5. Required for `db.serverless`, and
    rejected for other classes. With 0, idle instances pause. Below 2, `insights` must be off."""
    max_acu: NotRequired[float]
    """Maximum capacity of an instance in ACU, 1 to 256, or to 128 for early minor versions. Required for
    `db.serverless`, and rejected for other classes."""
    pause_seconds: NotRequired[int]
    """Seconds without a connection before an instance pauses, 300 to 86,400; 300 by default. Accepted only with
    `min_acu` 0. The first connection to a paused instance waits about 15 seconds."""
    storage: NotRequired[AuroraStorage]
    """How storage is billed; standard by default."""
    readers: NotRequired[int]
    """Permanent readers that can take over from the writer, 1 to 15; 1 by default. 0 is accepted only in a disposable
    cell or with `without_standby`."""
    without_standby: NotRequired[bool]
    """Allows a database without readers, which is unavailable when its zone fails; false by default."""
    reader_scaling: NotRequired[ReaderScalingArgs]
    """Readers that are added and removed with the load; none by default."""

    database_name: NotRequired[str]
    """Name of the database that is created; `orders` by default. A change replaces the cluster."""
    master_user: NotRequired[str]
    """Name of the master user; `cell_master` by default. AWS generates its password, stores it encrypted with `key_arn`
    and rotates it every seven days. A change replaces the cluster."""
    cluster_parameters: NotRequired[list[DatabaseParameterArgs]]
    """Parameters of Aurora, in addition to the component's own: connections and statements over a second are
    logged. A value that is Aurora's documented default is left out."""
    data_api: NotRequired[bool]
    """Whether the RDS Data API accepts SQL as HTTPS calls, which bypass the security group; false by default."""
    network_type: NotRequired[DatabaseNetwork]
    """Which IP addresses the instances have; IPv4 by default."""
    ca_certificate: NotRequired[CaCertificate]
    """Certificate authority of the server's certificate; RSA with 2,048 bits by default."""
    proxy: NotRequired[ProxyArgs]
    """A proxy that pools connections, for functions and other clients with many short connections. None by default: it
    is billed by vCPU or ACU. Rejected with `min_acu` 0, because its connections would keep instances awake."""

    insights: NotRequired[DatabaseInsights]
    """How much the database records about its statements; standard by default."""
    insights_days: NotRequired[int]
    """How many days insights are kept: 7 (free), a multiple of 31 up to 713, or 731; 7 by default. The advanced mode
    always keeps them for 465 days."""
    monitoring_seconds: NotRequired[int]
    """Seconds between metrics of the operating system: 1, 5, 10, 15, 30, 60, or 0 for none; 60 by default."""
    log_exports: NotRequired[list[DatabaseLog]]
    """Logs that are exported to CloudWatch Logs; the server's log by default."""
    log_retention_days: NotRequired[int]
    """How many days the log groups keep exported logs; 90 by default."""

    backup_retention_days: NotRequired[int]
    """How many days back the database can be restored to any second, 1 to 35; 14 by default."""
    backup_window: NotRequired[str]
    """Daily window in UTC for the backup, at least 30 minutes, such as `02:00-02:30`; chosen by AWS by default."""
    maintenance_window: NotRequired[str]
    """Weekly window in UTC for maintenance, at least 30 minutes, such as `sun:03:00-sun:03:30`; chosen by AWS by
    default. It must not overlap the backup window."""
    final_snapshot_name: NotRequired[str]
    """Name of the snapshot that is left when the cluster is deleted, unless the cell is disposable; `<cluster>-final`
    by default. Set another name when a snapshot with that name exists."""
    restore: NotRequired[DatabaseRestoreArgs]
    """Source of a new cluster's data; later changes are ignored. `database_name` and `master_user` must be those of the
    source."""

    global_cluster: NotRequired[bool]
    """Whether to make a global database with this cluster as its primary; false by default. It can be turned on later
    without replacing the cluster. Requires `master_password`."""
    global_cluster_identifier: NotRequired[pulumi.Input[str]]
    """Global database that a new cluster joins as a secondary, in another region than the primary. Its instances only
    read, its users are those of the primary, and `database_name` and `master_user` must be those of the primary."""
    primary_region: NotRequired[str]
    """Region of the primary. Required for a secondary, and rejected for any other cluster."""
    write_forwarding: NotRequired[bool]
    """Whether a member of a global database forwards writes to the primary while it is a secondary; false by
    default."""
    master_password: NotRequired[pulumi.Input[str]]
    """Password of the master user of a global database, 8 to 41 characters. Required there, because AWS does not manage
    it (Aurora user guide, limitations of Secrets Manager integration). The component stores it in a secret like the one
    that AWS would make; you rotate it."""
