"""Arguments of `Cache`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import Cache, CacheAccess, CacheDurability, CacheEviction, CacheKind
from components.aws import published
from components.aws.windows import DAYS
from tests.components.recording import REGION
from tests.components.samples import KEY, OTHER_KEY, Edit, Sample

GOOD: dict[str, Any] = {
    "subnet_ids": ["a", "b"],
    "security_group_id": "g",
    "key_arn": KEY,
    "log_key_arn": KEY,
    "users": [{"name": "u", "access": CacheAccess.READ_WRITE}],
    "node_type": "cache.t4g.small",
}
LIMITS = {"max_storage_gb": 10, "max_ecpu_per_second": 20_000}
SERVERLESS: dict[str, Any] = {
    "kind": CacheKind.SERVERLESS,
    "node_type": None,
    "log_key_arn": None,
    "limits": LIMITS,
}
"""Changes of the good arguments that make a serverless cache of them."""

DURABLE = {"durability": CacheDurability.SYNC, "engine_version": "9.0", "node_type": "cache.r7g.large"}


def user(**changed: object) -> dict[str, Any]:
    """The arguments of one user."""
    return {"users": [{"name": "u", "access": CacheAccess.READ_WRITE, **changed}]}


def serverless(**changed: object) -> dict[str, Any]:
    """A serverless cache with other arguments."""
    return SERVERLESS | changed


def limits(**changed: int) -> dict[str, Any]:
    """A serverless cache with other limits."""
    return SERVERLESS | {"limits": LIMITS | changed}


BAD: list[tuple[dict[str, Any], str]] = [
    ({"kind": "cluster"}, "kind is 'cluster', but it must be one of nodes, serverless"),
    ({"subnet_ids": ["a"]}, "subnet_ids is ['a'], but it must be at least two subnets, in different zones"),
    ({"users": []}, "users is [], but a cache has 1 to 100 users"),
    ({"users": [{"name": f"u{n}", "access": "read-only"} for n in range(101)]}, "a cache has 1 to 100 users"),
    ({"users": ["u"]}, "users[0] is 'u', but it must be an object"),
    (user(name="default"), "users[0].name is 'default', but it must be lower case letters"),
    (user(name="a_b"), "users[0].name is 'a_b', but it must be lower case letters"),
    ({"users": [{"name": "u", "access": "read-only"}] * 2}, "users is ['u', 'u'], but each name may appear once"),
    (user(access="all"), "users[0].access is 'all', but it must be one of read-only, read-write, custom"),
    (user(keys=[]), "users[0].keys is [], but it must have at least 1 items"),
    (user(keys=["a b"]), "users[0].keys[0] is 'a b', but a pattern has at least one character and no spaces"),
    (user(channels=[""]), "users[0].channels[0] is '', but a pattern has at least one character and no spaces"),
    (user(commands="+get"), "users[0].commands is '+get', but only custom access accepts commands"),
    (user(access="custom"), "users[0].commands is None, but custom access requires commands"),
    (user(access="custom", commands="nopass +get"), "users[0].commands is 'nopass +get', but it must be words"),
    (user(access="custom", commands="+get >secret"), "but it must be words such as +@read"),
    (user(access="custom", commands="+get ~*"), "sign-in, keys and channels have their own arguments"),
    ({"engine_version": "7.1"}, "engine_version is '7.1', but AWS does not accept it; choose from: 7.2, 8.0"),
    ({"snapshot_retention_days": 0}, "snapshot_retention_days is 0, but it must be between 1 and 35"),
    ({"snapshot_retention_days": 36}, "snapshot_retention_days is 36, but it must be between 1 and 35"),
    ({"node_type": None}, "node_type is None, but caches of kind nodes require it"),
    (
        {"node_type": "t4g.small"},
        "node_type is 't4g.small', but AWS does not accept it in eu-west-1; choose from: cache.",
    ),
    ({"log_key_arn": None}, "log_key_arn is None, but caches of kind nodes require it"),
    (
        {"log_retention_days": 8},
        "log_retention_days is 8, but CloudWatch Logs does not offer that retention; choose from: 1, 3, 5, 7",
    ),
    ({"shards": 0}, "shards is 0, but it must be between 1 and 500"),
    ({"shards": 251}, "shards is 251, but with 1 replicas each these are 502 nodes, and a cluster has at most 500"),
    ({"replicas": 6}, "replicas is 6, but it must be between 0 and 5"),
    ({"replicas": 0}, "replicas is 0, but a shard without replicas cannot fail over"),
    ({"replicas": 0, "without_standby": True}, "without_standby is True, but only a disposable cell may lose"),
    (
        {"without_standby": True, "disposable": True},
        "without_standby is True, but it requires replicas to be 0, and replicas is 1",
    ),
    (
        {"data_tiering": True},
        "data_tiering is True, but r6gd node types require it and others do not accept it; this one is cache.",
    ),
    (
        {"node_type": "cache.r6gd.xlarge"},
        "data_tiering is False, but r6gd node types require it and others do not accept it; this one is cache.",
    ),
    (
        {"node_type": "cache.r6gd.xlarge", "data_tiering": True},
        "eviction is 'volatile-ttl', but data tiering does not support it; choose from: volatile-lru, allkeys-lru",
    ),
    ({"durability": "sync"}, "durability is 'sync', but it requires Valkey 9.0, and engine_version is 8.1"),
    (DURABLE | {"node_type": "cache.t4g.small"}, "the family of cache.t4g.small does not support it; choose from: r8g"),
    (
        DURABLE | {"replicas": 0, "without_standby": True, "disposable": True},
        "durability is 'sync', but it requires a replica in another zone",
    ),
    ({"durability": "always"}, "durability is 'always', but it must be one of async, sync, disabled"),
    (
        {"eviction": "oldest"},
        "eviction is 'oldest', but it must be one of volatile-ttl, volatile-lru, volatile-lfu, volatile-random",
    ),
    ({"parameters": ["timeout"]}, "parameters is ['timeout'], but it must be an object"),
    (
        {"parameters": {"timeout": ""}},
        "parameters.timeout is '', but a parameter has a name such as `timeout` and a value",
    ),
    ({"parameters": {"Timeout": "20"}}, "parameters.Timeout is '20', but a parameter has a name such as `timeout`"),
    ({"parameters": {"timeout": 20}}, "parameters.timeout is 20, but it must be a string"),
    (
        {"parameters": {"cluster-enabled": "no"}},
        "parameters.cluster-enabled is 'no', but every cache runs in cluster mode",
    ),
    (
        {"parameters": {"maxmemory-policy": "x"}},
        "parameters.maxmemory-policy is 'x', but the argument eviction sets it",
    ),
    ({"maintenance_window": "tue:03:00-tue:03:59"}, "but it must be ddd:hh:mm-ddd:hh:mm and at least an hour"),
    ({"snapshot_window": "24:00-25:00"}, "snapshot_window is '24:00-25:00', but it must be hh:mm-hh:mm"),
    (
        {"maintenance_window": "sun:23:30-mon:00:30", "snapshot_window": "00:00-01:00"},
        "snapshot_window is '00:00-01:00', but it overlaps the maintenance window sun:23:30-mon:00:30",
    ),
    ({"limits": LIMITS}, "but it requires kind serverless, and this cache has kind nodes"),
    (
        {"snapshot_time": "02:00"},
        "snapshot_time is '02:00', but it requires kind serverless, and this cache has kind nodes",
    ),
    (
        serverless(node_type="cache.t4g.small"),
        "node_type is 'cache.t4g.small', but it requires kind nodes, and this cache has kind serverless",
    ),
    (serverless(shards=2), "shards is 2, but it requires kind nodes, and this cache has kind serverless"),
    (serverless(limits=None), "limits is None, but caches of kind serverless require it"),
    (serverless(snapshot_time="2:00"), "snapshot_time is '2:00', but it must be hh:mm"),
    (limits(max_storage_gb=5_001), "limits.max_storage_gb is 5001, but it must be between 1 and 5000"),
    (
        limits(min_storage_gb=11),
        "limits.min_storage_gb is 11, but it must not be more than max_storage_gb, which is 10",
    ),
    (limits(max_ecpu_per_second=999), "limits.max_ecpu_per_second is 999, but it must be between 1000 and 15000000"),
    (
        limits(min_ecpu_per_second=20_001),
        "limits.min_ecpu_per_second is 20001, but it must not be more than max_ecpu_per_second, which is 20000",
    ),
]

OTHERS: list[dict[str, Any]] = [
    SERVERLESS,
    limits(min_storage_gb=10, min_ecpu_per_second=1_000),
    DURABLE | {"maintenance_window": "tue:03:00-tue:04:00", "snapshot_window": "01:00-02:00"},
    {
        "node_type": "cache.r6gd.xlarge",
        "data_tiering": True,
        "eviction": CacheEviction.ALLKEYS_LRU,
        "parameters": {"timeout": "60"},
    },
    {"replicas": 0, "without_standby": True, "disposable": True, "notification_topic_arn": "t"},
    {"users": [{"name": "r", "access": "custom", "commands": "+@read -keys", "keys": ["a:*"], "channels": ["c:*"]}]},
]


def _users() -> st.SearchStrategy[list[dict[str, Any]]]:
    names = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True).filter(lambda name: name != "default")
    patterns = st.lists(st.sampled_from(["courier:*", "order:*", "*"]), min_size=1, max_size=2, unique=True)
    plain = st.fixed_dictionaries(
        {"name": names, "access": st.sampled_from([CacheAccess.READ_ONLY, CacheAccess.READ_WRITE])},
        optional={"keys": patterns, "channels": patterns},
    )
    custom = st.fixed_dictionaries(
        {"name": names, "access": st.just(CacheAccess.CUSTOM), "commands": st.sampled_from(["+@read", "+get +set"])}
    )
    return st.lists(st.one_of(plain, custom), min_size=1, max_size=3, unique_by=lambda user: user["name"])


def _nodes() -> st.SearchStrategy[Mapping[str, Any]]:
    days = st.sampled_from(DAYS)
    hours = st.integers(2, 20)
    return st.fixed_dictionaries(
        {},
        optional={
            "users": _users(),
            "engine_version": st.sampled_from(published.valkey_versions()),
            "snapshot_retention_days": st.integers(1, 35),
            "log_retention_days": st.sampled_from(published.log_retention_days()),
            "shards": st.integers(1, 83),
            "replicas": st.integers(1, 5),
            "node_type": st.sampled_from([kind for kind in published.cache_node_types(REGION) if "r6gd" not in kind]),
            "eviction": st.sampled_from(CacheEviction),
            "parameters": st.dictionaries(st.sampled_from(["timeout", "slowlog-max-len"]), st.just("128")),
            "maintenance_window": st.builds("{0}:{1:02}:00-{0}:22:30".format, days, hours),
            "snapshot_window": st.sampled_from(["00:00-01:00", "22:45-01:30"]),
            "notification_topic_arn": st.just("t"),
        },
    )


def _durable() -> st.SearchStrategy[Mapping[str, Any]]:
    return st.fixed_dictionaries(
        {
            "durability": st.sampled_from(CacheDurability),
            "engine_version": st.sampled_from(["9.0", "9.1"]),
            "node_type": st.sampled_from(["cache.r7g.large", "cache.m7g.xlarge"]),
        },
        optional={"replicas": st.integers(1, 5)},
    )


def _tiered() -> st.SearchStrategy[Mapping[str, Any]]:
    return st.fixed_dictionaries(
        {
            "data_tiering": st.just(value=True),
            "node_type": st.just("cache.r6gd.xlarge"),
            "eviction": st.sampled_from([CacheEviction.VOLATILE_LRU, CacheEviction.NOEVICTION]),
        }
    )


def _alone() -> st.SearchStrategy[Mapping[str, Any]]:
    return st.just({"replicas": 0, "without_standby": True, "disposable": True})


def _serverless() -> st.SearchStrategy[Mapping[str, Any]]:
    return st.fixed_dictionaries(
        {
            **{name: st.just(value) for name, value in SERVERLESS.items()},
            "limits": st.fixed_dictionaries(
                {"max_storage_gb": st.integers(10, 5_000), "max_ecpu_per_second": st.integers(2_000, 15_000_000)},
                optional={"min_storage_gb": st.integers(1, 10), "min_ecpu_per_second": st.integers(1_000, 2_000)},
            ),
        },
        optional={"users": _users(), "snapshot_retention_days": st.integers(1, 35), "snapshot_time": st.just("23:59")},
    )


def _serverless_edit(**after: object) -> Edit:
    return Edit(after, before=SERVERLESS)


CHANGES = {
    "data_tiering": Edit({"data_tiering": True, "node_type": "cache.r6gd.xlarge", "eviction": "volatile-lru"}),
    "durability": Edit({"durability": CacheDurability.DISABLED}, DURABLE),
    "engine_version": Edit({"engine_version": "8.2"}, {"engine_version": "8.0"}),
    "engine_version of serverless": Edit({"engine_version": "8.1"}, SERVERLESS | {"engine_version": "7.2"}),
    "key_arn": Edit({"key_arn": OTHER_KEY}),
    "key_arn of serverless": _serverless_edit(key_arn=OTHER_KEY),
    "limits": _serverless_edit(limits=LIMITS | {"max_storage_gb": 20}),
    "maintenance_window": Edit(
        {"maintenance_window": "tue:03:00-tue:04:00"}, {"maintenance_window": "mon:03:00-mon:04:00"}
    ),
    "node_type": Edit({"node_type": "cache.r7g.large"}),
    "notification_topic_arn": Edit({"notification_topic_arn": "arn:aws:sns:eu-west-1:123456789012:lisbon-alarms"}),
    "replicas": Edit({"replicas": 2}),
    "security_group_id": Edit({"security_group_id": "sg-0a1b2c3d4e5f60002"}),
    "security_group_id of serverless": _serverless_edit(security_group_id="sg-0a1b2c3d4e5f60002"),
    "shards": Edit({"shards": 3}),
    "snapshot_retention_days": Edit({"snapshot_retention_days": 20}),
    "snapshot_retention_days of serverless": _serverless_edit(snapshot_retention_days=20),
    "snapshot_time": Edit({"snapshot_time": "02:00"}, SERVERLESS | {"snapshot_time": "01:00"}),
    "snapshot_window": Edit({"snapshot_window": "02:00-03:00"}, {"snapshot_window": "00:00-01:00"}),
    "subnet_ids": _serverless_edit(subnet_ids=["subnet-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60004"]),
}

SAMPLE = Sample(
    kind=Cache,
    good=GOOD,
    others=OTHERS,
    bad=BAD,
    arguments=st.one_of(_nodes(), _durable(), _tiered(), _alone(), _serverless()),
    changes=CHANGES,
)
