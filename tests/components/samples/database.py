"""Arguments of `Database`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import AuroraStorage, CaCertificate, Database, DatabaseInsights, DatabaseLog, DatabaseNetwork
from components.aws import published
from components.database import limits
from tests.components.recording import ACCOUNT, ANSWERED, REGION
from tests.components.samples import Edit, Grant, Sample

PROXY = {"database_users": ["orders_service"], "security_group_id": "sg-0123456789abcdef1"}
SECONDARY = {"global_cluster_identifier": "madrid-orders-global", "primary_region": "eu-south-2"}
SCALING = {"max_readers": 4, "target": 60}
RESTORED = {"restore": {"cluster": "lisbon-orders", "to_time": "2026-03-07T23:45:00Z"}}
PRIMARY = {"global_cluster": True, "master_password": "correct horse battery"}

ZONES = [f"{REGION}{letter}" for letter in "abc"]
KEPT = st.sampled_from(published.log_retention_days())
FLAGS = ("allow_major_version_upgrade", "apply_immediately", "auto_minor_version_upgrade", "data_api", "disposable")


def capacities() -> st.SearchStrategy[Mapping[str, Any]]:
    """Ranges of ACU in halves with the insights that they allow, and provisioned classes that have none."""
    halves = st.integers(4, 512).map(lambda number: number / 2)
    ranges = st.tuples(halves, halves).map(lambda pair: {"min_acu": min(pair), "max_acu": max(pair)})
    paused = st.fixed_dictionaries(
        {
            "min_acu": st.just(0),
            "max_acu": halves,
            "insights": st.just(DatabaseInsights.OFF),
            "pause_seconds": st.integers(limits.MIN_PAUSE_SECONDS, limits.MAX_PAUSE_SECONDS),
        }
    )
    return ranges | paused


def others() -> st.SearchStrategy[Mapping[str, Any]]:
    """Arguments that do not depend on each other."""
    return st.fixed_dictionaries(
        {},
        optional={
            **dict.fromkeys(FLAGS, st.booleans()),
            "storage": st.sampled_from(AuroraStorage),
            "engine_version": st.sampled_from(["13.23", "15.10", "16", "17.6", "18.6"]),
            "readers": st.integers(1, limits.MAX_READERS),
            "availability_zones": st.permutations(ZONES).map(lambda zones: zones[:2]),
            "database_name": st.from_regex(r"[a-z][a-z0-9_]{3,20}x", fullmatch=True),
            "master_user": st.from_regex(r"[a-z][a-z0-9_]{3,10}x", fullmatch=True),
            "cluster_parameters": st.just([{"name": "work_mem", "value": "65536"}]),
            "network_type": st.sampled_from(DatabaseNetwork),
            "ca_certificate": st.sampled_from(CaCertificate),
            "insights": st.just(DatabaseInsights.ADVANCED),
            "monitoring_seconds": st.sampled_from(limits.MONITORING_SECONDS),
            "log_exports": st.lists(st.sampled_from(DatabaseLog), unique=True),
            "log_retention_days": KEPT,
            "backup_retention_days": st.integers(1, 35),
            "backup_window": st.just("23:45-00:30"),
            "maintenance_window": st.just("sun:03:00-sun:04:00"),
            "final_snapshot_name": st.just("lisbon-orders-last"),
        },
    )


def whole() -> st.SearchStrategy[Mapping[str, Any]]:
    """Arguments that decide about children."""
    return st.sampled_from(
        [
            {},
            {"proxy": PROXY},
            SECONDARY,
            PRIMARY,
            RESTORED,
            {"readers": 1, "reader_scaling": SCALING},
            {"readers": 0, "without_standby": True},
        ]
    )


def _together(parts: tuple[Mapping[str, Any], ...]) -> Mapping[str, Any]:
    capacity, rest, children = parts
    merged = {**rest, **capacity, **children}
    if merged.get("min_acu") == 0:
        merged.pop("proxy", None)  # it would keep instances awake
    return merged


PAUSED = {"min_acu": 0, "insights": "off", "pause_seconds": 600}
OTHER_KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/99999999-2222-4333-8444-555555555555"

CHANGES = {
    "allow_major_version_upgrade": Edit({"allow_major_version_upgrade": True}),
    "apply_immediately": Edit({"apply_immediately": True}),
    "backup_retention_days": Edit({"backup_retention_days": 35}),
    "backup_window": Edit({"backup_window": "02:00-02:30"}, {"backup_window": "01:00-01:30"}),
    "data_api": Edit({"data_api": True}),
    "database_name": Edit({"database_name": "menus"}),
    "engine_version": Edit({"engine_version": "17.7"}),
    "final_snapshot_name": Edit({"final_snapshot_name": "lisbon-orders-last"}, {"disposable": False}),
    "insights": Edit({"insights": "advanced"}),
    "insights_days": Edit({"insights_days": 31}),
    "key_arn": Edit({"key_arn": OTHER_KEY}),
    "log_exports": Edit({"log_exports": ["postgresql", "instance"]}),
    "maintenance_window": Edit(
        {"maintenance_window": "mon:03:00-mon:04:00"}, {"maintenance_window": "sun:03:00-sun:04:00"}
    ),
    "master_password": Edit(PRIMARY | {"master_password": "battery staple correct"}, PRIMARY),
    "master_user": Edit({"master_user": "keeper"}),
    "max_acu": Edit({"max_acu": 8}),
    "min_acu": Edit({"min_acu": 3}),
    "network_type": Edit({"network_type": "DUAL"}),
    "pause_seconds": Edit(PAUSED | {"pause_seconds": 900}, PAUSED),
    "security_group_id": Edit({"security_group_id": "sg-0123456789abcdef9"}),
    "storage": Edit({"storage": "aurora-iopt1"}),
    "write_forwarding": Edit(PRIMARY | {"write_forwarding": True}, PRIMARY),
}


def grants(database: Database) -> Mapping[str, Grant]:
    """What a service and the migrations get."""
    prefix = f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:cluster-ABC"
    secret = f"arn:aws:secretsmanager:{ANSWERED}:{ACCOUNT}:secret:rds"
    return {
        "service": Grant(
            database.connect_policy("orders_service"),
            allowed=[("rds-db:connect", f"{prefix}/orders_service")],
            denied=[("rds-db:connect", f"{prefix}/cell_master"), ("rds-db:connect", f"{prefix}X/orders_service")],
        ),
        "migrations": Grant(
            database.master_secret_policy(),
            allowed=[("secretsmanager:GetSecretValue", secret)],
            denied=[("secretsmanager:GetSecretValue", f"{secret}2"), ("secretsmanager:PutSecretValue", secret)],
        ),
    }


SAMPLE = Sample(
    kind=Database,
    good={
        "subnet_ids": ["subnet-0123456789abcdef1", "subnet-0123456789abcdef2"],
        "security_group_id": "sg-0123456789abcdef0",
        "key_arn": f"arn:aws:kms:{REGION}:123456789012:key/11111111-2222-4333-8444-555555555555",
        "log_key_arn": f"arn:aws:kms:{REGION}:123456789012:key/66666666-7777-4888-8999-000000000000",
        "min_acu": 2.0,
        "max_acu": 4.0,
    },
    others=[
        {"proxy": PROXY | {"reader_endpoint": True}, "reader_scaling": SCALING},
        {"log_exports": list(DatabaseLog), "insights": "advanced", "storage": "aurora-iopt1", "data_api": True},
        PRIMARY | {"write_forwarding": True},
        SECONDARY | {"write_forwarding": True},
        RESTORED,
        {"restore": {"snapshot": "lisbon-orders-final"}},
        {"restore": {"cluster": "lisbon-orders", "clone": True}},
        {"min_acu": 0, "insights": "off", "pause_seconds": 900, "monitoring_seconds": 0},
        {"readers": 0, "without_standby": True},
    ],
    bad=[
        ({"engine_version": "17.3"}, "engine_version is '17.3', but AWS does not accept it on Serverless v2"),
        ({"engine_version": "12"}, "engine_version is '12'"),
        ({"instance_class": "db.r3.large"}, "AWS does not accept it in eu-west-1; choose from: db.r4.16xlarge"),
        ({"instance_class": "db.r8g.large"}, "min_acu is 2, but instances of db.r8g.large do not scale by ACU"),
        ({"min_acu": 2.7}, "min_acu is 2.7, but it must be between 0 and 256 in steps of 0.5"),
        ({"min_acu": None}, "min_acu is None, but instances of db.serverless require it"),
        ({"max_acu": 300.0}, "max_acu is 300, but it must be between 1 and 256 in steps of 0.5"),
        (
            {"max_acu": 200.0, "engine_version": "14.6"},
            "max_acu is 200, but it must be between 1 and 128 in steps of 0.5",
        ),
        ({"min_acu": 8.0}, "min_acu is 8, but it must not be more than max_acu, which is 4"),
        ({"min_acu": 1.0}, "insights require at least 2 ACU; set insights to off for less"),
        (
            {"min_acu": 0, "insights": "off", "engine_version": "13.9"},
            "min_acu is 0, but Aurora PostgreSQL 13.9 cannot pause; the minimum is 0.5",
        ),
        ({"pause_seconds": 600}, "pause_seconds is 600, but it has no effect unless min_acu is 0"),
        ({"min_acu": 0, "insights": "off", "pause_seconds": 60}, "pause_seconds is 60, but it must be between 300"),
        (
            {"min_acu": 0, "insights": "off", "proxy": PROXY},
            "min_acu is 0, but with a proxy no instance would ever pause, because the proxy keeps connections open",
        ),
        ({"storage": "gp3"}, "storage is 'gp3', but it must be one of aurora, aurora-iopt1"),
        (
            {"storage": "aurora-iopt1", "engine_version": "13.9"},
            "Aurora PostgreSQL 13.9 does not support I/O-Optimized storage",
        ),
        (
            {"readers": 0},
            "readers is 0, but it must be between 1 and 15, so that the database survives the loss of a zone",
        ),
        ({"readers": 16}, "readers is 16"),
        ({"subnet_ids": ["a"]}, "subnet_ids is ['a'], but RDS requires subnets in at least two zones"),
        (
            {"availability_zones": ["eu-west-2a", "eu-west-2b"]},
            "availability_zones[0] is 'eu-west-2a', but it is not a zone of eu-west-1",
        ),
        ({"availability_zones": ["eu-west-1a"]}, "the writer and its readers must be in different zones"),
        ({"availability_zones": ZONES}, "there are 2 subnets, one in each zone"),
        ({"availability_zones": [ZONES[0]] * 2}, "each name may appear once"),
        ({"reader_scaling": {"max_readers": 16, "target": 60}}, "reader_scaling.max_readers is 16"),
        (
            {"reader_scaling": {"max_readers": 2, "min_readers": 3, "target": 60}},
            "reader_scaling.max_readers is 2, but it must be between 3",
        ),
        ({"reader_scaling": {"max_readers": 2, "min_readers": 0, "target": 60}}, "reader_scaling.min_readers is 0"),
        (
            {"reader_scaling": {"max_readers": 2, "target": 101}},
            "reader_scaling.target is 101, but it must be between 1 and 100",
        ),
        ({"reader_scaling": {"max_readers": 2, "target": 60, "metric": "memory"}}, "reader_scaling.metric is 'memory'"),
        ({"reader_scaling": SCALING | {"scale_in_seconds": -1}}, "reader_scaling.scale_in_seconds is -1"),
        ({"reader_scaling": SCALING | {"scale_out_seconds": -1}}, "reader_scaling.scale_out_seconds is -1"),
        (
            {"reader_scaling": SCALING, "readers": 0, "disposable": True},
            "reader_scaling requires at least one permanent reader",
        ),
        ({"database_name": "postgres"}, "database_name is 'postgres'"),
        ({"database_name": "1st"}, "database_name is '1st', but it must begin with a letter"),
        ({"master_user": "admin"}, "master_user is 'admin'"),
        (
            {"master_user": "a_very_long_master_user"},
            "it must begin with a letter, have at most 16 letters, digits and underscores",
        ),
        (
            {"cluster_parameters": [{"name": "rds.force_ssl", "value": "0"}]},
            "cluster_parameters[0].name is 'rds.force_ssl', but it is always 1: clients without TLS",
        ),
        (
            {"cluster_parameters": [{"name": "Work Mem", "value": "1"}]},
            "cluster_parameters[0].name is 'Work Mem', but parameters of Aurora have lower case names such as work_mem",
        ),
        (
            {"cluster_parameters": [{"name": "work_mem", "value": "1", "apply": "now"}]},
            "cluster_parameters[0].apply is 'now'",
        ),
        ({"cluster_parameters": [{"name": "work_mem", "value": "1"}] * 2}, "each name may appear once"),
        (
            {"data_api": True, "engine_version": "13.9"},
            "data_api is True, but Aurora PostgreSQL 13.9 does not support it",
        ),
        ({"network_type": "IPV6"}, "network_type is 'IPV6'"),
        ({"ca_certificate": "rds-ca-2019"}, "ca_certificate is 'rds-ca-2019'"),
        (
            {"insights": "full"},
            "insights is 'full', but it must be one of off, standard, advanced",
        ),
        ({"insights": "advanced", "insights_days": 31}, "the advanced mode keeps insights for 465 days"),
        ({"insights_days": 30}, "insights_days is 30, but AWS does not accept it; choose from: 7, 31, 62"),
        ({"insights": "off", "insights_days": 7}, "insights_days is 7, but insights are off"),
        ({"monitoring_seconds": 20}, "monitoring_seconds is 20, but AWS does not accept it; choose from: 0, 1, 5"),
        ({"log_exports": ["audit"]}, "log_exports[0] is 'audit'"),
        ({"log_exports": ["postgresql", "postgresql"]}, "each name may appear once"),
        (
            {"log_retention_days": 8},
            "log_retention_days is 8, but CloudWatch Logs does not offer that retention; choose from: 1, 3",
        ),
        ({"backup_retention_days": 36}, "backup_retention_days is 36, but it must be between 1 and 35"),
        (
            {"backup_window": "2:00-3:00"},
            "backup_window is '2:00-3:00', but it must be in UTC and at least 30 minutes, such as 02:00-02:30",
        ),
        ({"backup_window": "02:00-02:20"}, "it must be in UTC and at least 30 minutes, such as 02:00-02:30"),
        (
            {"maintenance_window": "sunday:03:00-sunday:04:00"},
            "it must be in UTC and at least 30 minutes, such as sun:03:00-sun:03:30",
        ),
        (
            {"backup_window": "23:45-00:30", "maintenance_window": "mon:00:00-mon:01:00"},
            "it overlaps the backup window 23:45-00:30",
        ),
        ({"final_snapshot_name": "-last"}, "final_snapshot_name is '-last'"),
        ({"restore": {}}, "restore is [], but it requires exactly one source: snapshot, cluster, cluster_resource_id"),
        ({"restore": {"snapshot": "s", "cluster": "c"}}, "restore is ['snapshot', 'cluster']"),
        (
            {"restore": {"snapshot": "s", "to_time": "2026-03-07T23:45:00Z"}},
            "restore.to_time is '2026-03-07T23:45:00Z', but a snapshot is of one point in time",
        ),
        (
            {"restore": {"cluster": "c", "to_time": "yesterday"}},
            "restore.to_time is 'yesterday', but it must be a point in time in UTC, such as 2026-03-07T23:45:00Z",
        ),
        ({"restore": {"snapshot": "s", "clone": True}}, "only an existing cluster can be cloned"),
        (
            {"restore": {"cluster": "c", "clone": True, "to_time": "2026-03-07T23:45:00Z"}},
            "a clone has the current state of its source",
        ),
        (
            {"proxy": PROXY | {"database_users": []}},
            "proxy.database_users is [], but without users no client could sign in through the proxy",
        ),
        (
            {"proxy": PROXY | {"database_users": ["*"]}},
            "proxy.database_users[0] is '*', but it must be the name of one database user",
        ),
        ({"proxy": PROXY | {"idle_client_seconds": 0}}, "proxy.idle_client_seconds is 0"),
        ({"proxy": {"database_users": ["a"]}}, "proxy.security_group_id is None, but it is required"),
        (
            {"global_cluster": True},
            "master_password is None, but AWS does not manage the password of a global database, so it is required",
        ),
        (PRIMARY | {"master_password": 123_456}, "master_password is '(hidden)', but it must be a string"),
        (PRIMARY | {"master_password": "short"}, "master_password is '(hidden)', but it must be 8 to 41"),
        (
            {"master_password": "correct horse battery"},
            "master_password is '(hidden)', but AWS generates and stores the password, except for the primary of",
        ),
        (PRIMARY | SECONDARY, "global_cluster is True, but global_cluster_identifier makes the cluster a secondary"),
        (
            PRIMARY | {"instance_class": "db.t4g.large", "min_acu": None, "max_acu": None},
            "instance_class is 'db.t4g.large', but global databases do not support T classes",
        ),
        ({"primary_region": "eu-south-2"}, "it has no effect without global_cluster_identifier"),
        (
            SECONDARY | {"primary_region": REGION},
            "primary_region is 'eu-west-1', but AWS does not accept it as the primary of a secondary in eu-west-1",
        ),
        (
            {"global_cluster_identifier": "g"},
            "primary_region is None, but a secondary requires it, because storage is encrypted",
        ),
        (
            SECONDARY | RESTORED,
            "'to_time': '2026-03-07T23:45:00Z'}, but a secondary has the users and data of its primary",
        ),
        (SECONDARY | {"reader_scaling": SCALING}, "Aurora does not scale the readers of a secondary"),
        ({"write_forwarding": True}, "only members of a global database forward writes"),
        (
            SECONDARY | {"write_forwarding": True, "engine_version": "13.23"},
            "Aurora PostgreSQL 13.23 does not support it",
        ),
    ],
    arguments=st.tuples(capacities(), others(), whole()).map(_together),
    changes=CHANGES,
    grants=grants,
)
