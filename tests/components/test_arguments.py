"""Arguments that cannot be used: refused in one line, before a component or a child is registered."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from components import (
    ArgumentError,
    Cache,
    CityCell,
    Database,
    Function,
    Keys,
    LoadBalancer,
    Network,
    Service,
    Stream,
    Tables,
    Task,
    Tracking,
)
from tests.components.recording import CELL_ARGS, Recorder, record

IMAGE = f"registry.example/services@sha256:{'a' * 64}"
GOOD: dict[type[Any], dict[str, Any]] = {
    Network: {"cidr": "10.1.0.0/16", "log_key_arn": "k"},
    Stream: {
        "subnet_ids": ["a", "b", "c"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "topics": [{"name": "t", "partitions": 6, "retention_hours": 1}],
        "broker_type": "kafka.m7g.large",
    },
    Cache: {
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "users": ["u"],
        "node_type": "cache.t4g.small",
    },
    Database: {
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "key_arn": "k",
        "log_key_arn": "k",
        "min_acu": 2.0,
        "max_acu": 4.0,
    },
    Tables: {"key_arn": "k", "tables": [{"name": "t", "partition_key": "id"}]},
    Function: {
        "function": "f",
        "description": "d",
        "handler": "h.h",
        "code": pulumi.AssetArchive({}),
        "key_arn": "k",
        "log_key_arn": "k",
    },
    Task: {"service": "s", "image": IMAGE, "command": ["c"], "log_key_arn": "k"},
    Service: {
        "service": "s",
        "image": IMAGE,
        "command": ["c"],
        "log_key_arn": "k",
        "cluster_arn": "c",
        "cluster_name": "c",
        "subnet_ids": ["a"],
        "security_group_id": "g",
        "min_tasks": 2,
        "max_tasks": 4,
    },
    LoadBalancer: {
        "subnet_ids": ["a", "b"],
        "security_group_id": "g",
        "certificate_arn": "arn:aws:acm:eu-west-1:123456789012:certificate/x",
    },
    Tracking: {
        "api_id": "a",
        "execution_arn": "e",
        "authorizer": {"function_name": "f", "invoke_arn": "i"},
        "routes": {"$connect": {"function_name": "f", "invoke_arn": "i"}},
        "messages_per_second": 50,
        "log_key_arn": "k",
    },
}
"""Arguments of each component that are right, to be spoiled one at a time."""

SOURCE = {"cluster_arn": "c", "topic": "t", "failed_topic": "f", "min_pollers": 1, "max_pollers": 2}

BAD: list[tuple[type[Any], dict[str, Any], str]] = [
    (Network, {"cidr": "10.1.0.0/24"}, "cidr is '10.1.0.0/24', but a cell needs a /20 or larger"),
    (Network, {"cidr": "lisbon"}, "cidr is 'lisbon', but that is no IPv4 block"),
    (Network, {"region": "eu-moon-1"}, "region is 'eu-moon-1', but no cell fits there; choose from: ap-"),
    (Stream, {"brokers": 4}, "brokers is 4, but it must be a multiple of 3"),
    (Stream, {"broker_type": "m7g.large"}, "broker_type is 'm7g.large', but it must be a standard broker's type"),
    (Stream, {"topics": []}, "topics is [], but a stream has at least one topic"),
    (Stream, {"topics": [{"name": "t", "partitions": 0, "retention_hours": 1}]}, "partitions of t is 0"),
    (Cache, {"shards": 0}, "shards is 0, but it must be between 1 and 500"),
    (Cache, {"replicas": 6}, "replicas is 6, but it must be between 1 and 5"),
    (Cache, {"users": []}, "users is [], but nobody could sign in"),
    (Cache, {"node_type": "t4g.small"}, "node_type is 't4g.small'"),
    (Database, {"min_acu": 0.7}, "min_acu is 0.7, but it must be between 0.5 and 256 in steps of 0.5"),
    (Database, {"max_acu": 300.0}, "max_acu is 300.0"),
    (Database, {"min_acu": 8.0}, "min_acu is 8.0, but it must not be more than max_acu, which is 4.0"),
    (Database, {"readers": 0}, "readers is 0, but it must be between 1 and 15"),
    (Tables, {"tables": [{"name": "t", "partition_key": "a"}] * 2}, "each name may stand once"),
    (Function, {"timeout_seconds": 901}, "timeout_seconds is 901, but it must be between 1 and 900"),
    (Function, {"memory_mb": 64}, "memory_mb is 64, but it must be between 128 and 10240"),
    (Function, {"kafka_source": SOURCE, "timeout_seconds": 900}, "but it must be between 1 and 840"),
    (Function, {"kafka_source": SOURCE | {"batch_size": 0}}, "batch_size is 0"),
    (Function, {"kafka_source": SOURCE | {"min_pollers": 201}}, "min_pollers is 201"),
    (Function, {"kafka_source": SOURCE | {"max_pollers": 0}}, "max_pollers is 0"),
    (Task, {"image": "registry.example/services:latest"}, "it must name an image by digest"),
    (Task, {"cpu": 300}, "cpu is 300, but Fargate has 256, 512"),
    (Task, {"memory_mib": 8192}, "memory_mib is 8192, but with 512 CPU units it is 1024 to 4096"),
    (Task, {"secrets": {"A": "arn"}}, "secrets need the key that encrypts them"),
    (Service, {"min_tasks": 1}, "min_tasks is 1, but it must be 2 or more"),
    (Service, {"max_tasks": 1}, "max_tasks is 1, but it must be 2 (min_tasks) or more"),
    (Service, {"http": {}}, "a service behind the load balancer listens on a port"),
    (LoadBalancer, {"certificate_arn": "arn:aws:acm:eu-west-3:1:certificate/x"}, "a certificate in eu-west-1"),
    (Tracking, {"routes": {}}, "$connect must be among them"),
    (Tracking, {"messages_per_second": 0}, "1 is the least"),
]


def build(kind: type[Any], args: Mapping[str, Any]) -> Recorder:
    """One component on mocks."""
    return record(lambda: kind("part", CELL_ARGS | dict(args)))


@pytest.mark.parametrize("kind", GOOD)
def test_right_arguments_are_taken(kind: type[Any]) -> None:
    """The arguments that the next test spoils are right by themselves."""
    assert f"citycell:index:{kind.__name__}" == build(kind, GOOD[kind]).registrations[0].type


@pytest.mark.parametrize(("kind", "spoiled", "text"), BAD)
def test_wrong_arguments_are_refused(kind: type[Any], spoiled: dict[str, Any], text: str) -> None:
    """One line names the component, the argument, its value and the limit; nothing was registered."""
    recorder = Recorder()
    pulumi.runtime.set_mocks(recorder, project="citycell", stack="test", preview=False)
    with pytest.raises(ArgumentError) as error:
        kind("part", CELL_ARGS | GOOD[kind] | spoiled)
    assert text in str(error.value)
    assert str(error.value).startswith(f"{kind.__name__} 'part': ")
    assert "\n" not in str(error.value)
    assert recorder.registrations == []


def test_a_cell_that_is_too_large_says_how_many() -> None:
    """The error of a load beyond one cell names the figure and the number of cells."""
    args = CELL_ARGS | {
        "cidr": "10.1.0.0/16",
        "peak_orders_per_hour": 40_000,
        "couriers_online": 10,
        "tracking_viewers": 10,
    }
    with pytest.raises(pulumi.RunError, match="split the city into 3 cells"):
        build(CityCell, args)


def test_a_transform_reaches_a_child_and_keeps_its_parent() -> None:
    """A caller may change any property of a child by its role; name stays."""

    def shorter(props: dict[str, Any], opts: pulumi.ResourceOptions) -> tuple[dict[str, Any], pulumi.ResourceOptions]:
        return props | {"rotation_period_in_days": 90}, opts

    city = record(lambda: Keys("part", CELL_ARGS, transforms={"orders": shorter}))  # pyright: ignore[reportArgumentType] - the tests' dict
    keys = {key.name: key.inputs["rotationPeriodInDays"] for key in city.of_type("aws:kms/key:Key")}
    assert keys == {"part-orders": 90, "part-personal": 365, "part-streams": 365, "part-logs": 365}


def test_a_transform_of_no_child_is_refused() -> None:
    """A role that no child has is an error that lists the roles."""
    with pytest.raises(ArgumentError, match="'ordres', but no child has that role; choose from: logs, logs-alias"):
        record(lambda: Keys("part", CELL_ARGS, transforms={"ordres": lambda props, opts: (props, opts)}))  # pyright: ignore[reportArgumentType] - the tests' dict
