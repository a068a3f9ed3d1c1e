"""Resources of a cache: nodes or serverless, users, and the policies that it hands out."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import pulumi
import pytest

from components import ArgumentError, Cache, CacheAccess
from tests.components.recording import ANSWERED, Recorder, record
from tests.components.samples import KEY
from tests.components.samples.cache import DURABLE, SAMPLE, SERVERLESS

CLUSTER = "aws:elasticache/replicationGroup:ReplicationGroup"
SERVERLESS_CACHE = "aws:elasticache/serverlessCache:ServerlessCache"
USER = "aws:elasticache/user:User"


def made(change: Mapping[str, Any] | None = None, look: Callable[[Cache], Any] | None = None) -> Recorder:
    """One cache on mocks."""

    def build() -> Any:
        cache = SAMPLE.kind("part", SAMPLE.args(change))
        return look(cache) if look else None

    return record(build)


def seen(output: Callable[[Cache], pulumi.Output[Any]], change: Mapping[str, Any] | None = None) -> Any:
    """The value of one output of a cache."""
    values: list[Any] = []
    made(change, lambda cache: output(cache).apply(values.append))
    return values[0]


def test_nodes_require_encryption_and_sign_in() -> None:
    """TLS only, encrypted with the given key, with the user group of the given users."""
    cluster = made().one(CLUSTER).inputs
    assert {
        "atRestEncryptionEnabled": True,
        "kmsKeyId": KEY,
        "transitEncryptionEnabled": True,
        "transitEncryptionMode": "required",
        "userGroupIds": ["lisbon-cache"],
    }.items() <= cluster.items()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, {"multiAzEnabled": True, "replicasPerNodeGroup": 1}),
        ({"replicas": 3, "shards": 2}, {"multiAzEnabled": True, "replicasPerNodeGroup": 3, "numNodeGroups": 2}),
        (
            {"replicas": 0, "without_standby": True, "disposable": True},
            {"multiAzEnabled": False, "replicasPerNodeGroup": 0, "automaticFailoverEnabled": True},
        ),
    ],
)
def test_replicas_are_spread_over_zones(change: Mapping[str, Any], expected: Mapping[str, Any]) -> None:
    """Multi-AZ wherever there is a replica; failover is always on, as AWS requires for cluster mode."""
    assert expected.items() <= made(change).one(CLUSTER).inputs.items()


@pytest.mark.parametrize(("disposable", "snapshot"), [(True, None), (False, "lisbon-cache-final")])
def test_only_a_cell_that_is_not_disposable_leaves_a_snapshot(*, disposable: bool, snapshot: str | None) -> None:
    """A disposable cache leaves nothing behind."""
    assert snapshot == made({"disposable": disposable}).one(CLUSTER).inputs.get("finalSnapshotIdentifier")


@pytest.mark.parametrize(
    ("version", "name", "family"),
    [("7.2", "lisbon-cache-valkey7", "valkey7"), ("9.1", "lisbon-cache-valkey9", "valkey9")],
)
def test_each_major_version_has_its_own_parameter_group(version: str, name: str, family: str) -> None:
    """The new group exists beside the old one while the cluster is upgraded."""
    group = made({"engine_version": version}).one("aws:elasticache/parameterGroup:ParameterGroup").inputs
    assert (name, family) == (group["name"], group["family"])


def test_parameters_are_added_to_those_of_every_cluster() -> None:
    """The eviction policy and cluster mode are always set; the caller's parameters are added."""
    group = made({"parameters": {"timeout": "60"}}).one("aws:elasticache/parameterGroup:ParameterGroup").inputs
    assert {parameter["name"]: parameter["value"] for parameter in group["parameters"]} == {
        "cluster-enabled": "yes",
        "maxmemory-policy": "volatile-ttl",
        "timeout": "60",
    }


def test_a_default_is_left_out() -> None:
    """AWS would not list it among the user's parameters, so each update would show it as a change."""
    change = {"eviction": "volatile-lru", "parameters": {"timeout": "0", "slowlog-max-len": "64"}}
    group = made(change).one("aws:elasticache/parameterGroup:ParameterGroup").inputs
    assert {parameter["name"]: parameter["value"] for parameter in group["parameters"]} == {
        "cluster-enabled": "yes",
        "slowlog-max-len": "64",
    }


def test_slow_and_engine_logs_share_an_encrypted_log_group() -> None:
    """Both go to one group with the given key and retention."""
    recorder = made({"log_retention_days": 30})
    group = recorder.one("aws:cloudwatch/logGroup:LogGroup").inputs
    assert (group["name"], group["retentionInDays"], group["kmsKeyId"]) == ("/citycell/lisbon/cache", 30, KEY)
    delivered = recorder.one(CLUSTER).inputs["logDeliveryConfigurations"]
    assert [("slow-log", group["name"]), ("engine-log", group["name"])] == [
        (log["logType"], log["destination"]) for log in delivered
    ]


def test_optional_inputs_are_left_out_by_default() -> None:
    """AWS chooses windows and durability unless they are set."""
    optional = {"durability", "maintenanceWindow", "snapshotWindow", "notificationTopicArn"}
    assert set() == optional & made().one(CLUSTER).inputs.keys()
    assert made(DURABLE).one(CLUSTER).inputs["durability"] == "sync"


def test_a_serverless_cache_scales_between_its_limits() -> None:
    """It has no nodes, parameters or logs: only the cache, its users and the limits."""
    recorder = made(SERVERLESS | {"limits": SERVERLESS["limits"] | {"min_storage_gb": 2}})
    cache = recorder.one(SERVERLESS_CACHE).inputs
    assert cache["cacheUsageLimits"] == {
        "dataStorage": {"unit": "GB", "maximum": 10, "minimum": 2},
        "ecpuPerSeconds": [{"maximum": 20_000}],
    }
    assert {"engine": "valkey", "majorEngineVersion": "8", "kmsKeyId": KEY, "userGroupId": "lisbon-cache"}.items() <= (
        cache.items()
    )
    assert {"User", "UserGroup", "ServerlessCache", "Cache"} == {
        registration.type.rpartition(":")[2] for registration in recorder.registrations
    } - {"Stack"}


@pytest.mark.parametrize(("change", "child"), [({}, "cluster"), (SERVERLESS, "serverless")])
def test_a_user_can_sign_in_to_this_cache_only_as_itself(change: Mapping[str, Any], child: str) -> None:
    """One action on the ARN of the cache and the ARN of the user."""
    policy = json.loads(seen(lambda cache: cache.connect_policy("u"), change))
    assert [
        {
            "Sid": "SignIn",
            "Effect": "Allow",
            "Action": ["elasticache:Connect"],
            "Resource": [
                f"arn:aws:mock:{ANSWERED}:123456789012:part-{child}",
                f"arn:aws:mock:{ANSWERED}:123456789012:part-user-u",
            ],
        }
    ] == policy["Statement"]


def test_a_policy_of_an_unknown_user_is_rejected() -> None:
    """It would grant nothing, so the error lists the users that exist."""
    with pytest.raises(ArgumentError, match="user is 'x', but the cache has no such user; choose from: u"):
        made(look=lambda cache: cache.connect_policy("x"))


@pytest.mark.parametrize("change", [{}, SERVERLESS])
def test_the_endpoint_is_host_and_port(change: Mapping[str, Any]) -> None:
    """Both kinds have the same form."""
    assert seen(lambda cache: cache.endpoint, change) == "cache.example:6379"


@pytest.mark.parametrize(
    ("user", "expected"),
    [
        (
            {"access": CacheAccess.READ_ONLY, "keys": ["a:*", "b:*"]},
            "on ~a:* ~b:* resetchannels -@all +@read +@connection -@dangerous +info ",
        ),
        ({"access": CacheAccess.READ_WRITE}, "on ~* resetchannels -@all +@all -@admin -@dangerous +info "),
        (
            {"access": CacheAccess.CUSTOM, "commands": "+get -keys", "channels": ["c:*"]},
            "on ~* resetchannels &c:* -@all +get -keys",
        ),
    ],
)
def test_access_strings_follow_the_arguments_of_a_user(user: dict[str, Any], expected: str) -> None:
    """Keys and channels are those given, and the defaults of a version are reset."""
    found = made({"users": [{"name": "u", **user}]}).one(USER).inputs
    assert expected == found["accessString"][: len(expected)]
    assert (
        found["userId"],
        found["userName"],
        found["authenticationMode"],
    ) == ("lisbon-u", "lisbon-u", {"type": "iam"})
