"""The configuration of `Monitoring`: its arguments with their defaults, validated."""

from dataclasses import dataclass

import pulumi

from ..core.arguments import Arguments
from ..plan.lake_schema import LakeFormat
from ..plan.objectives import Thresholds
from ..plan.topics import Topic
from .alarms import Watched
from .args import MonitoringArgs
from .limits import MAX_BROKERS, MAX_THRESHOLD


@dataclass(frozen=True, kw_only=True)
class MonitoringConfig:
    """What `Monitoring` is made from."""

    watched: Watched
    thresholds: Thresholds
    key_arn: pulumi.Input[str]
    email: str | None


def resolve(name: str, args: MonitoringArgs) -> MonitoringConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: an argument cannot be used.
    """
    arguments = Arguments("Monitoring", name, args, MonitoringArgs)
    arguments.cell()
    return MonitoringConfig(
        watched=_watched(arguments),
        thresholds=_thresholds(arguments),
        key_arn=arguments.input("key_arn"),
        email=arguments.mail_address("email"),
    )


def _watched(arguments: Arguments) -> Watched:
    return Watched(
        stream=arguments.string("stream"),
        brokers=arguments.integer("brokers", 1, MAX_BROKERS),
        database=arguments.string("database"),
        load_balancer=arguments.input("load_balancer"),
        cache_nodes=_names(arguments, "cache_nodes"),
        functions=_names(arguments, "functions"),
        tables=_names(arguments, "tables"),
        consumers=tuple(
            (consumer.string("group"), consumer.enum("topic", Topic))
            for consumer in arguments.nested_items("consumers")
        ),
        mappings=_names(arguments, "sources"),
        deliveries=tuple(
            (delivery.string("stream"), delivery.enum("format", LakeFormat))
            for delivery in arguments.nested_items("deliveries")
        ),
        vault=arguments.string("vault", None),
    )


def _names(arguments: Arguments, argument: str) -> tuple[str, ...]:
    names = tuple(arguments.list_of(argument))
    arguments.unique(argument, names)
    return names


def _thresholds(arguments: Arguments) -> Thresholds:
    return Thresholds(
        consumer_lag_records=arguments.integer("consumer_lag_records", 1, MAX_THRESHOLD),
        api_p99_seconds=arguments.float_("api_p99_seconds", 0.001, MAX_THRESHOLD),
        api_errors=arguments.integer("api_errors", 1, MAX_THRESHOLD),
        aurora_acu_percent=arguments.float_("aurora_acu_percent", 1, 100),
        replica_lag_ms=arguments.float_("replica_lag_ms", 0.001, MAX_THRESHOLD),
        cache_cpu_percent=arguments.float_("cache_cpu_percent", 1, 100),
    )
