"""The configuration of `Function`: its arguments with their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pulumi

from ..core.arguments import Arguments
from ..core.iam import Uses
from ..core.outputs import is_late
from . import limits
from .args import FunctionArgs

LOG_RETENTION_DAYS: Final = 90
MEMORY_MIB: Final = 512
TIMEOUT_SECONDS: Final = 10
BATCH_SIZE: Final = 100


@dataclass(frozen=True, kw_only=True)
class PlacementConfig:
    """Where in the network the function runs."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class KafkaSourceConfig:
    """The topic that invokes the function."""

    cluster_arn: pulumi.Input[str]
    topic: pulumi.Input[str]
    failed_topic: pulumi.Input[str]
    batch_size: int
    min_pollers: int
    max_pollers: int


@dataclass(frozen=True, kw_only=True)
class FunctionConfig:
    """What `Function` is made from."""

    function: str
    description: str
    handler: str
    code: pulumi.Archive
    layers: Sequence[pulumi.Input[str]]
    environment: Mapping[str, pulumi.Input[str]]
    uses: Uses
    kafka_source: KafkaSourceConfig | None
    placement: PlacementConfig | None
    memory_mib: int
    timeout_seconds: int
    key_arn: pulumi.Input[str]
    log_key_arn: pulumi.Input[str]
    log_retention_days: int


def resolve(name: str, args: FunctionArgs) -> FunctionConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: no function could be made from them.
    """
    arguments = Arguments("Function", name, args, FunctionArgs)
    arguments.cell()
    source = arguments.nested("kafka_source")
    placement = arguments.nested("placement")
    return FunctionConfig(
        function=arguments.string("function"),
        description=arguments.string("description"),
        handler=arguments.string("handler"),
        code=arguments.input("code"),
        layers=arguments.list_of("layers"),
        environment=arguments.mapping("environment"),
        uses=cast("Uses", arguments.mapping("uses")),
        kafka_source=None if source is None else _kafka_source(source),
        placement=None if placement is None else _placement(placement),
        memory_mib=arguments.integer("memory_mib", limits.MIN_MEMORY_MIB, limits.MAX_MEMORY_MIB, MEMORY_MIB),
        timeout_seconds=_timeout(arguments),
        key_arn=arguments.input("key_arn"),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
    )


def _timeout(arguments: Arguments) -> int:
    polled = arguments.is_set("kafka_source")
    maximum = limits.MAX_KAFKA_TIMEOUT_SECONDS if polled else limits.MAX_TIMEOUT_SECONDS
    hint = "the range of functions with a kafka_source" if polled else ""
    return arguments.integer("timeout_seconds", 1, maximum, TIMEOUT_SECONDS, hint=hint)


def _kafka_source(source: Arguments) -> KafkaSourceConfig:
    min_pollers = source.integer("min_pollers", 1, limits.MAX_MIN_POLLERS)
    return KafkaSourceConfig(
        cluster_arn=source.input("cluster_arn"),
        topic=source.input("topic"),
        failed_topic=source.string("failed_topic", predicate=lambda topic: is_late(topic) or bool(topic)),
        batch_size=source.integer("batch_size", 1, limits.MAX_BATCH_SIZE, BATCH_SIZE),
        min_pollers=min_pollers,
        max_pollers=source.integer("max_pollers", min_pollers, limits.MAX_POLLERS, hint="no fewer than min_pollers"),
    )


def _placement(placement: Arguments) -> PlacementConfig:
    return PlacementConfig(
        subnet_ids=placement.input("subnet_ids"), security_group_id=placement.input("security_group_id")
    )
