"""What `Database` is told: its arguments and their choices."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs
from ..database_proxy.args import ProxyArgs

ENGINE = "aurora-postgresql"
ENGINE_VERSION = "17.6"
SERVERLESS = "db.serverless"
DATABASE_NAME = "orders"
MASTER_USER = "cell_master"
"""Neither `postgres` nor `admin`, the first names that anybody tries (Security Hub RDS.24)."""

BACKUP_DAYS = 14
MONITORING_SECONDS = 60
COOLDOWN_SECONDS = 300
"""Application Auto Scaling's own default for Aurora replicas."""

SECRET_DAYS = 30
"""Days in which the deletion of a secret can be taken back: AWS's longest."""


class DatabaseInsights(StrEnum):
    """How much the database tells about its statements and what they wait for."""

    OFF = "off"
    """Nothing; the only choice below 2 ACU."""
    STANDARD = "standard"
    """Performance Insights, kept for 7 days at no cost."""
    ADVANCED = "advanced"
    """Database Insights in its advanced mode: plans, locks and per-query figures, kept for 465 days, paid by vCPU or
    ACU."""


class AuroraStorage(StrEnum):
    """How storage is paid."""

    STANDARD = "aurora"
    """By the GiB and by each read and write: cheaper while these are less than a quarter of the bill."""
    IO_OPTIMIZED = "aurora-iopt1"
    """By the GiB only, at a higher price for storage and capacity."""


class DatabaseNetwork(StrEnum):
    """Which addresses the instances have."""

    IPV4 = "IPV4"
    """Private addresses of the subnets only."""
    DUAL = "DUAL"
    """IPv4 and IPv6; every subnet needs an IPv6 block."""


class DatabaseLog(StrEnum):
    """A log that goes to CloudWatch Logs (RDS API, CreateDBCluster)."""

    POSTGRESQL = "postgresql"
    """The server's log: slow statements, connections, errors."""
    IAM_ERRORS = "iam-db-auth-error"
    """Why sign-ins with IAM were refused."""
    INSTANCE = "instance"
    """Events of the instance around the server."""


class CaCertificate(StrEnum):
    """Authority that signs the server's certificate (Aurora user guide, using SSL/TLS, certificate authorities)."""

    RSA_2048 = "rds-ca-rsa2048-g1"
    """AWS's own default, which every client knows."""
    RSA_4096 = "rds-ca-rsa4096-g1"
    """RSA with 4,096 bits."""
    ECC_384 = "rds-ca-ecc384-g1"
    """Elliptic curves: shorter handshakes."""


class DatabaseParameterApply(StrEnum):
    """When a changed parameter counts."""

    IMMEDIATE = "immediate"
    """At once; for dynamic parameters only."""
    PENDING_REBOOT = "pending-reboot"
    """After the next restart of an instance; AWS demands it for static parameters."""


class ReaderMetric(StrEnum):
    """What reader scaling holds at its target (Application Auto Scaling, predefined metrics of Aurora)."""

    CPU = "RDSReaderAverageCPUUtilization"
    """Percent of CPU, over all readers."""
    CONNECTIONS = "RDSReaderAverageDatabaseConnections"
    """Connections of a reader, over all readers."""


class DatabaseParameterArgs(TypedDict):
    """One parameter of the cluster's parameter group."""

    name: str
    """Its name in Aurora, such as `log_min_duration_statement`. `rds.force_ssl` is not yours: TLS is always forced."""
    value: pulumi.Input[str]
    """Its value as text."""
    apply: NotRequired[DatabaseParameterApply]
    """When it counts; at once by default."""


class ReaderScalingArgs(TypedDict):
    """Readers that come and go with the load, beside those that always stand."""

    max_readers: int
    """Most readers altogether, 15 at most."""
    min_readers: NotRequired[int]
    """Least readers altogether; `readers` by default. Scaling takes away only what it added itself."""
    metric: NotRequired[ReaderMetric]
    """What is held at the target; CPU by default."""
    target: float
    """The target: percent of CPU, or connections of one reader."""
    scale_in_seconds: NotRequired[int]
    """Seconds between taking readers away; 300 by default."""
    scale_out_seconds: NotRequired[int]
    """Seconds between adding readers; 300 by default."""


class DatabaseRestoreArgs(TypedDict):
    """Where the data of a new cluster comes from: a snapshot, or another cluster at a point in time."""

    snapshot: NotRequired[pulumi.Input[str]]
    """Name or ARN of a cluster snapshot."""
    cluster: NotRequired[pulumi.Input[str]]
    """Identifier of the cluster to restore, or its ARN when it is of another account."""
    cluster_resource_id: NotRequired[pulumi.Input[str]]
    """Resource id of a deleted cluster whose automated backups were kept."""
    to_time: NotRequired[pulumi.Input[str]]
    """The second to go back to, in UTC such as `2026-03-07T23:45:00Z`; the latest possible by default."""
    clone: NotRequired[bool]
    """Whether to share pages with the source until one of them writes (copy-on-write), as the source stands now: up in
    minutes whatever the size, in the same account and region. A full copy by default."""


class DatabaseArgs(CellArgs):
    """Arguments of `Database`."""

    subnet_ids: pulumi.Input[list[str]]
    """Subnets of the instances, one in each zone."""
    security_group_id: pulumi.Input[str]
    """Security group of the instances."""
    key_arn: pulumi.Input[str]
    """Key that encrypts storage, backups, insights and the master user's secret."""
    log_key_arn: pulumi.Input[str]
    """Key that encrypts the exported logs."""
    availability_zones: NotRequired[list[str]]
    """Zones of the subnets, writer's first: instances stand in them in turn. By default as many of the cell's zones as
    there are subnets, or all three when their number is not known yet."""

    engine_version: NotRequired[str]
    """Version of Aurora PostgreSQL, `17.6` by default so that cells made on different days run the same. A major
    version alone, such as `17`, lets AWS pick the minor one, and follows it when AWS upgrades."""
    auto_minor_version_upgrade: NotRequired[bool]
    """Whether AWS installs minor versions in the maintenance window; true by default. A full `engine_version` must then
    be raised too after a refresh has seen the new one."""
    allow_major_version_upgrade: NotRequired[bool]
    """Whether a change of `engine_version` may go to another major version; false by default."""
    apply_immediately: NotRequired[bool]
    """Whether changes that interrupt are made at once instead of in the maintenance window; false by default."""
    instance_class: NotRequired[str]
    """Class of the instances, `db.serverless` by default; any other is provisioned and takes no ACU."""
    min_acu: NotRequired[float]
    """Least capacity of an instance in ACU (2 GiB each), in halves; 0 lets idle instances pause. Serverless only."""
    max_acu: NotRequired[float]
    """Most capacity of an instance in ACU. Serverless only."""
    pause_seconds: NotRequired[int]
    """Seconds without a connection before an instance pauses, with `min_acu` 0 only; 300 by default. The first
    connection afterwards waits about 15 seconds."""
    storage: NotRequired[AuroraStorage]
    """How storage is paid; standard by default."""
    readers: NotRequired[int]
    """Readers beside the writer, ready to take over; one by default, 15 at most. None only where the cell is disposable
    or `without_standby` says so."""
    without_standby: NotRequired[bool]
    """Whether the database may stand without any reader: the loss of its zone then stops it. False by default."""
    reader_scaling: NotRequired[ReaderScalingArgs]
    """Readers that come and go with the load; none by default."""

    database_name: NotRequired[str]
    """The database that is made, `orders` by default."""
    master_user: NotRequired[str]
    """The master user, `cell_master` by default. AWS makes its password, keeps it under `key_arn`, and rotates it every
    seven days."""
    cluster_parameters: NotRequired[list[DatabaseParameterArgs]]
    """Parameters beside the component's own, which log connections and statements slower than a second."""
    data_api: NotRequired[bool]
    """Whether SQL may be sent as HTTPS calls of the RDS Data API, past the security group; false by default."""
    network_type: NotRequired[DatabaseNetwork]
    """Which addresses the instances have; IPv4 by default."""
    ca_certificate: NotRequired[CaCertificate]
    """Authority that signs the server's certificate; RSA with 2,048 bits by default."""
    proxy: NotRequired[ProxyArgs]
    """A proxy that pools connections, for functions and other clients with many short ones; none by default, since it
    costs by vCPU or ACU."""

    insights: NotRequired[DatabaseInsights]
    """Insights into statements; standard by default."""
    insights_days: NotRequired[int]
    """Days that insights are kept: 7 (free), a multiple of 31 up to 713, or 731; 465 in the advanced mode."""
    monitoring_seconds: NotRequired[int]
    """Seconds between figures of the operating system: 1, 5, 10, 15, 30, 60, or 0 for none; 60 by default."""
    log_exports: NotRequired[list[DatabaseLog]]
    """Logs that go to CloudWatch Logs; the server's log by default."""
    log_retention_days: NotRequired[int]
    """Days that exported logs are kept; 90 by default."""

    backup_retention_days: NotRequired[int]
    """Days to whose every second the database can be taken back, 1 to 35; 14 by default."""
    backup_window: NotRequired[str]
    """Daily window of the backup in UTC, such as `02:00-02:30`; picked by AWS by default."""
    maintenance_window: NotRequired[str]
    """Weekly window of maintenance in UTC, such as `sun:03:00-sun:03:30`; picked by AWS by default."""
    final_snapshot_name: NotRequired[str]
    """Name of the snapshot that is left when a cluster that is not disposable is deleted; `<cluster>-final` by default.
    Set another where one of that name already stands."""
    restore: NotRequired[DatabaseRestoreArgs]
    """Where the data of a new cluster comes from; looked at once, when the cluster is made. `database_name` and
    `master_user` must then be those of the source."""

    global_cluster: NotRequired[bool]
    """Whether to make a global database of which this cluster is the primary; false by default. May be said later: the
    cluster stays. Needs `master_password`."""
    global_cluster_identifier: NotRequired[pulumi.Input[str]]
    """The global database that a new cluster joins as a secondary, in another region than the primary: all instances
    read, the users are the primary's, and `database_name` and `master_user` must be the primary's too."""
    primary_region: NotRequired[str]
    """Region of the primary, for a secondary."""
    write_forwarding: NotRequired[bool]
    """Whether a member of a global database sends writes on to the primary while it is a secondary; false by
    default."""
    master_password: NotRequired[pulumi.Input[str]]
    """The master user's password in a global database, where AWS keeps none (Aurora user guide, limitations of Secrets
    Manager integration); it is put in a secret like AWS's own, and yours to rotate."""
