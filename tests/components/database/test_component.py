"""Resources of a database: its instances, who may sign in, and where its data comes from."""

import json
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import ArgumentError, Database
from tests.components.recording import ACCOUNT, ANSWERED, REGION, Recorder, record
from tests.components.samples import SAMPLES

CLUSTER = "aws:rds/cluster:Cluster"
INSTANCE = "aws:rds/clusterInstance:ClusterInstance"
PROXY = {"database_users": ["menus", "orders_service"], "security_group_id": "sg-2"}
PRIMARY = {"global_cluster": True, "master_password": "correct horse battery"}
MARK, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"
"""How Pulumi marks a value as a secret (`sdk/go/common/resource/sig`)."""

SECONDARY = {"global_cluster_identifier": "madrid-orders-global", "primary_region": "eu-south-2"}


def database(change: Mapping[str, Any] | None = None) -> Database:
    """A database with the sample's arguments and a change of them."""
    return Database("part", SAMPLES[Database].args(change))  # pyright: ignore[reportArgumentType] - the tests' dict


def made(change: Mapping[str, Any] | None = None) -> Recorder:
    """The resources of a database."""
    return record(lambda: database(change))


def cluster(change: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Inputs of the cluster."""
    return made(change).one(CLUSTER).inputs


def instances(change: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """Inputs of the instances, the writer's first."""
    found = made(change).of_type(INSTANCE)
    return [item.inputs for item in sorted(found, key=lambda item: int(item.name.rsplit("-", 1)[1]))]


def outputs(change: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Some of the outputs of a database; those that do not exist are None."""
    seen: dict[str, Any] = {}

    def build() -> pulumi.Output[None]:
        part = database(change)
        return pulumi.Output.all(**{name: getattr(part, name) for name in names}).apply(seen.update)

    record(build)
    return seen


@pytest.mark.parametrize(
    ("change", "letters"),
    [
        pytest.param({}, "ab", id="as-many-zones-as-subnets"),
        pytest.param({"readers": 3}, "abab", id="in-turn"),
        pytest.param({"availability_zones": ["eu-west-1c", "eu-west-1a"], "readers": 2}, "cac", id="given"),
        pytest.param({"subnet_ids": ["a", "b", "c"], "readers": 2}, "abc", id="three"),
        pytest.param({"readers": 0, "disposable": True}, "a", id="alone"),
    ],
)
def test_writer_and_readers_are_in_different_zones(change: Mapping[str, Any], letters: str) -> None:
    """Each instance has a zone with a subnet, and never the zone of its neighbour."""
    assert [f"{REGION}{letter}" for letter in letters] == [item["availabilityZone"] for item in instances(change)]


def test_all_zones_are_used_when_subnets_are_not_known_yet() -> None:
    """The subnets of a network in the same program are an output: then all three zones of the region are used."""
    later = {"subnet_ids": pulumi.Output.from_input(["a", "b", "c"]), "readers": 2}
    assert [item["availabilityZone"] for item in instances(later)] == ["eu-west-1a", "eu-west-1b", "eu-west-1c"]


def test_the_first_reader_keeps_the_writers_capacity() -> None:
    """Tier 0 and 1 scale together; later readers follow their own load and are promoted in order."""
    assert [item["promotionTier"] for item in instances({"readers": 3})] == [0, 1, 2, 3]


def test_readers_follow_the_load_within_bounds() -> None:
    """Scaling counts the permanent readers, and starts when they exist."""
    scaled = made(
        {
            "readers": 2,
            "reader_scaling": {"max_readers": 5, "target": 200, "metric": "RDSReaderAverageDatabaseConnections"},
        }
    )
    target = scaled.one("aws:appautoscaling/target:Target").inputs
    policy = scaled.one("aws:appautoscaling/policy:Policy").inputs
    place = ("rds", "rds:cluster:ReadReplicaCount", "cluster:lisbon-orders")
    keys = ("serviceNamespace", "scalableDimension", "resourceId")
    assert [place, place] == [tuple(inputs[key] for key in keys) for inputs in (target, policy)]
    assert (target["minCapacity"], target["maxCapacity"]) == (2, 5)
    tracking = policy["targetTrackingScalingPolicyConfiguration"]
    assert tracking["targetValue"] == 200
    assert tracking["predefinedMetricSpecification"]["predefinedMetricType"] == "RDSReaderAverageDatabaseConnections"


def test_it_is_private_and_encrypted_by_default() -> None:
    """TLS and IAM sign-in are required, AWS manages the password, and the given keys encrypt everything."""
    part = made()
    inputs = part.one(CLUSTER).inputs
    key = SAMPLES[Database].good["key_arn"]
    assert {
        "storageEncrypted": True,
        "kmsKeyId": key,
        "iamDatabaseAuthenticationEnabled": True,
        "manageMasterUserPassword": True,
        "masterUserSecretKmsKeyId": key,
        "enableHttpEndpoint": False,
        "copyTagsToSnapshot": True,
        "backupRetentionPeriod": 14,
        "performanceInsightsKmsKeyId": key,
    }.items() <= inputs.items()
    assert "masterPassword" not in inputs
    assert {False} == {item.inputs["publiclyAccessible"] for item in part.of_type(INSTANCE)}


@pytest.mark.parametrize(
    ("disposable", "expected"),
    [
        pytest.param(False, (True, False, False, "lisbon-orders-final"), id="kept"),
        pytest.param(True, (False, True, True, None), id="disposable"),
    ],
)
def test_deletion_leaves_a_snapshot_and_backups(disposable: bool, expected: tuple[Any, ...]) -> None:
    """Unless the cell is disposable, deletion is rejected and backups are left."""
    inputs = cluster({"disposable": disposable})
    keys = ("deletionProtection", "skipFinalSnapshot", "deleteAutomatedBackups", "finalSnapshotIdentifier")
    assert expected == tuple(inputs.get(key) for key in keys)


@pytest.mark.parametrize(("version", "sent"), [("13.23", True), ("16.9", True), ("17.6", False), ("18.6", False)])
def test_tls_is_forced_in_every_version(version: str, sent: bool) -> None:
    """Aurora forces it from version 17 on; a parameter that equals the default would be a change in every update."""
    group = made({"engine_version": version}).one("aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs
    assert ({"name": "rds.force_ssl", "value": "1"} in group["parameters"]) is sent


@pytest.mark.parametrize(("version", "family"), [("13.23", 13), ("17", 17), ("18.6", 18)])
def test_the_parameter_family_follows_the_major_version(version: str, family: int) -> None:
    """The group's name has the major version, so that the next one's can be made while this one is in use."""
    group = made({"engine_version": version}).one("aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs
    assert (f"aurora-postgresql{family}", f"lisbon-orders-{family}") == (group["family"], group["name"])


def test_the_callers_parameters_override_the_components() -> None:
    """A parameter is set once, with the caller's value and the time that it takes effect; a default is left out."""
    own = [
        {"name": "log_connections", "value": "0"},
        {"name": "max_locks_per_transaction", "value": "128", "apply": "pending-reboot"},
        {"name": "ssl", "value": "1"},
    ]
    group = made({"cluster_parameters": own}).one("aws:rds/clusterParameterGroup:ClusterParameterGroup").inputs
    assert [(item["name"], item["value"], item.get("applyMethod")) for item in group["parameters"]] == [
        ("log_min_duration_statement", "1000", None),
        ("log_connections", "0", "immediate"),
        ("max_locks_per_transaction", "128", "pending-reboot"),
    ]


def test_a_provisioned_class_has_no_range() -> None:
    """Instances of a fixed size do not scale by ACU."""
    change = {"instance_class": "db.r8g.large", "min_acu": None, "max_acu": None}
    part = made(change)
    assert "serverlessv2ScalingConfiguration" not in part.one(CLUSTER).inputs
    assert {"db.r8g.large"} == {item.inputs["instanceClass"] for item in part.of_type(INSTANCE)}


def test_only_a_database_with_no_minimum_pauses() -> None:
    """A minimum of 0 ACU has a time until the pause; a higher one has none."""
    paused = {"min_acu": 0, "insights": "off", "pause_seconds": 900}
    assert cluster(paused)["serverlessv2ScalingConfiguration"] == {
        "minCapacity": 0,
        "maxCapacity": 4.0,
        "secondsUntilAutoPause": 900,
    }
    assert cluster()["serverlessv2ScalingConfiguration"] == {"minCapacity": 2.0, "maxCapacity": 4.0}


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        pytest.param("off", ("standard", False, None), id="off"),
        pytest.param("standard", ("standard", True, 7), id="standard"),
        pytest.param("advanced", ("advanced", True, 465), id="advanced"),
    ],
)
def test_insights_agree_between_cluster_and_instances(mode: str, expected: tuple[Any, ...]) -> None:
    """AWS rejects instances that differ from their cluster, and keeps the advanced mode's insights for 465 days."""
    part = made({"insights": mode})
    inputs = part.one(CLUSTER).inputs
    keys = ("performanceInsightsEnabled", "performanceInsightsRetentionPeriod")
    assert expected == (inputs["databaseInsightsMode"], *(inputs.get(key) for key in keys))
    assert {expected[1:]} == {tuple(item.inputs.get(key) for key in keys) for item in part.of_type(INSTANCE)}


def test_every_exported_log_has_a_group_with_a_key_and_a_retention() -> None:
    """RDS would make groups without a key that keep logs forever."""
    part = made({"log_exports": ["postgresql", "iam-db-auth-error"], "log_retention_days": 30})
    groups = [item.inputs for item in part.of_type("aws:cloudwatch/logGroup:LogGroup")]
    key = SAMPLES[Database].good["log_key_arn"]
    assert [(f"/aws/rds/cluster/lisbon-orders/{log}", 30, key) for log in ("postgresql", "iam-db-auth-error")] == [
        (item["name"], item["retentionInDays"], item["kmsKeyId"]) for item in groups
    ]


def test_monitoring_can_be_turned_off_with_its_role() -> None:
    """Without metrics there is no role to publish them."""
    part = made({"monitoring_seconds": 0})
    assert part.of_type("aws:iam/role:Role") == []
    assert {0} == {item.inputs["monitoringInterval"] for item in part.of_type(INSTANCE)}


@pytest.mark.parametrize(
    ("restore", "expected"),
    [
        pytest.param({"snapshot": "s"}, {"snapshotIdentifier": "s"}, id="snapshot"),
        pytest.param(
            {"cluster": "c", "to_time": "2026-03-07T23:45:00Z"},
            {
                "restoreToPointInTime": {
                    "sourceClusterIdentifier": "c",
                    "restoreType": "full-copy",
                    "restoreToTime": "2026-03-07T23:45:00Z",
                }
            },
            id="point-in-time",
        ),
        pytest.param(
            {"cluster": "c", "clone": True},
            {
                "restoreToPointInTime": {
                    "sourceClusterIdentifier": "c",
                    "restoreType": "copy-on-write",
                    "useLatestRestorableTime": True,
                }
            },
            id="clone",
        ),
        pytest.param(
            {"cluster_resource_id": "cluster-X"},
            {
                "restoreToPointInTime": {
                    "sourceClusterResourceId": "cluster-X",
                    "restoreType": "full-copy",
                    "useLatestRestorableTime": True,
                }
            },
            id="deleted-cluster",
        ),
    ],
)
def test_a_new_cluster_can_come_from_a_backup(restore: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """From a snapshot or another cluster, at a given second or the latest; AWS manages the new password."""
    inputs = cluster({"restore": restore})
    assert expected == {key: inputs[key] for key in ("snapshotIdentifier", "restoreToPointInTime") if key in inputs}
    assert inputs["manageMasterUserPassword"]


def test_there_is_no_proxy_by_default() -> None:
    """It is billed by the hour; its endpoints are None."""
    assert [item for item in made().registrations if item.type.startswith("aws:rds/proxy")] == []
    assert outputs({}, "proxy_host", "proxy_reader_host") == {"proxy_host": None, "proxy_reader_host": None}


def test_the_proxy_signs_in_with_iam_on_both_sides() -> None:
    """TLS and IAM from client to database: its role may sign in as the listed users, and it holds no secret."""
    part = made({"proxy": PROXY | {"max_connections_percent": 80, "reader_endpoint": True}})
    proxy = part.one("aws:rds/proxy:Proxy").inputs
    assert {"defaultAuthScheme": "IAM_AUTH", "requireTls": True, "debugLogging": False}.items() <= proxy.items()
    assert "auths" not in proxy
    policy = json.loads(part.one("aws:iam/rolePolicy:RolePolicy", "proxy-role-policy").inputs["policy"])
    prefix = f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:cluster-ABC"
    assert [
        {
            "Sid": "SignIn",
            "Effect": "Allow",
            "Action": ["rds-db:connect"],
            "Resource": [f"{prefix}/menus", f"{prefix}/orders_service"],
        }
    ] == policy["Statement"]
    pool = part.one("aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup").inputs["connectionPoolConfig"]
    assert pool == {"maxConnectionsPercent": 80, "maxIdleConnectionsPercent": 40, "connectionBorrowTimeout": 30}
    assert part.one("aws:rds/proxyTarget:ProxyTarget").inputs["dbClusterIdentifier"] == "lisbon-orders"
    group = part.one("aws:cloudwatch/logGroup:LogGroup", "proxy-log-group").inputs
    assert ("/aws/rds/proxy/lisbon-orders", SAMPLES[Database].good["log_key_arn"]) == (group["name"], group["kmsKeyId"])


def test_each_endpoint_has_an_output() -> None:
    """The writer's and the readers', of the cluster and of the proxy."""
    names = ("host", "reader_host", "proxy_host", "proxy_reader_host", "port")
    found = outputs({"proxy": PROXY | {"reader_endpoint": True}}, *names)
    hosts = ("db.example", "readers.example", "proxy.example", "proxy-readers.example")
    assert (*hosts, 5432) == tuple(found[name] for name in names)


@pytest.mark.parametrize(("through_proxy", "place"), [(False, "cluster-ABC"), (True, "prx-123")])
def test_a_service_can_sign_in_only_as_its_user(through_proxy: bool, place: str) -> None:
    """One action on one user of the cluster or of the proxy."""
    seen: list[str] = []
    record(lambda: database({"proxy": PROXY}).connect_policy("menus", through_proxy=through_proxy).apply(seen.append))
    statement = {
        "Sid": "SignIn",
        "Effect": "Allow",
        "Action": ["rds-db:connect"],
        "Resource": f"arn:aws:rds-db:{REGION}:{ACCOUNT}:dbuser:{place}/menus",
    }
    assert [statement] == json.loads(seen[0])["Statement"]


@pytest.mark.parametrize(
    ("change", "user", "through_proxy", "text"),
    [
        ({}, "*", False, "user is '*', but it must be the name of one database user"),
        ({}, "menus", True, "menus cannot sign in through a proxy, because the database has none"),
        (
            {"proxy": PROXY},
            "guest",
            True,
            "user is 'guest', but it is not a user of the proxy; choose from: menus, orders_service",
        ),
    ],
)
def test_no_policy_for_users_that_cannot_sign_in(
    change: Mapping[str, Any],
    user: str,
    through_proxy: bool,
    text: str,
) -> None:
    """A pattern would match every user, and a policy of an unknown user would grant nothing."""
    with pytest.raises(ArgumentError) as error:
        record(lambda: database(change).connect_policy(user, through_proxy=through_proxy))
    assert text in str(error.value)


def test_migrations_may_read_the_master_secret() -> None:
    """The secret, and its key through Secrets Manager only."""
    seen: list[str] = []
    record(lambda: database().master_secret_policy().apply(seen.append))
    secret, key = json.loads(seen[0])["Statement"]
    assert f"arn:aws:secretsmanager:{ANSWERED}:{ACCOUNT}:secret:rds" == secret["Resource"]
    assert SAMPLES[Database].good["key_arn"] == key["Resource"]
    assert {"StringEquals": {"kms:ViaService": f"secretsmanager.{REGION}.amazonaws.com"}} == key["Condition"]


def test_a_primary_is_made_global_from_its_own_cluster() -> None:
    """An existing cluster can become a primary; a secret holds the password, which AWS does not manage there."""
    part = made(PRIMARY)
    inputs = part.one(CLUSTER).inputs
    assert "globalClusterIdentifier" not in inputs
    assert "manageMasterUserPassword" not in inputs
    world = part.one("aws:rds/globalCluster:GlobalCluster").inputs
    assert {
        "globalClusterIdentifier": "lisbon-orders-global",
        "forceDestroy": True,
        "deletionProtection": True,
    }.items() <= world.items()
    assert f"arn:aws:mock:{ANSWERED}:{ACCOUNT}:part-cluster" == world["sourceDbClusterIdentifier"]
    found = outputs(PRIMARY, "global_cluster_id", "master_secret_arn")
    own = f"arn:aws:secretsmanager:{ANSWERED}:{ACCOUNT}:secret:own"
    assert {"global_cluster_id": "lisbon-orders-global", "master_secret_arn": own} == found


def test_the_password_of_a_primary_is_encrypted_in_the_state() -> None:
    """Pulumi marks it as a secret on the cluster and in the secret's version, even if the program passed plain text."""
    part = made(PRIMARY)
    password = part.one(CLUSTER).inputs["masterPassword"]
    version = part.one("aws:secretsmanager/secretVersion:SecretVersion").inputs["secretString"]
    assert (password[MARK], version[MARK]) == (SECRET, SECRET)
    assert password["value"] == PRIMARY["master_password"]
    assert json.loads(version["value"]) == {"username": "cell_master", "password": PRIMARY["master_password"]}


def test_a_secondary_has_the_users_and_data_of_its_primary() -> None:
    """It names the global database and the primary's region, and has neither user, password nor database of its own."""
    inputs = cluster(SECONDARY | {"write_forwarding": True})
    assert {
        "globalClusterIdentifier": "madrid-orders-global",
        "sourceRegion": "eu-south-2",
        "enableGlobalWriteForwarding": True,
    }.items() <= inputs.items()
    assert set() == {"masterUsername", "masterPassword", "manageMasterUserPassword", "databaseName"} & set(inputs)
    assert outputs(SECONDARY, "master_secret_arn") == {"master_secret_arn": None}
    with pytest.raises(ArgumentError, match="a secondary has no master user of its own"):
        record(lambda: database(SECONDARY).master_secret_policy())
