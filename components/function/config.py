"""The configuration of `Function`: its arguments with their defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

import pulumi

from ..aws.published import is_offered
from ..aws.quotas import CONCURRENCY
from ..core.arguments import Arguments
from ..core.iam import Uses
from . import limits
from .args import FunctionArgs
from .source import KafkaSourceConfig, kafka_source

LOG_RETENTION_DAYS: Final = 90
MEMORY_MIB: Final = 512
TIMEOUT_SECONDS: Final = 10


@dataclass(frozen=True, kw_only=True)
class PlacementConfig:
    """Where in the network the function runs."""

    subnet_ids: pulumi.Input[list[str]]
    security_group_id: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class SignedCodeConfig:
    """Signed code in a bucket, and whose signatures are accepted."""

    bucket: pulumi.Input[str]
    key: pulumi.Input[str]
    version: pulumi.Input[str] | None
    profile_version_arns: Sequence[pulumi.Input[str]]


@dataclass(frozen=True, kw_only=True)
class FunctionConfig:
    """What `Function` is made from."""

    function: str
    description: str
    handler: str
    code: pulumi.Archive | None
    signed_code: SignedCodeConfig | None
    layers: Sequence[pulumi.Input[str]]
    environment: Mapping[str, pulumi.Input[str]]
    uses: Uses
    kafka_source: KafkaSourceConfig | None
    placement: PlacementConfig | None
    memory_mib: int
    timeout_seconds: int
    live_alias: bool
    reserved_concurrency: int | None
    provisioned_concurrency: int | None
    snap_start: bool
    allow_recursion: bool
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
    reserved = _reserved_concurrency(arguments)
    return FunctionConfig(
        function=arguments.string("function"),
        description=arguments.string("description"),
        handler=arguments.string("handler"),
        code=arguments.input("code"),
        signed_code=_signed_code(arguments),
        layers=arguments.list_of("layers"),
        environment=arguments.mapping("environment"),
        uses=cast("Uses", arguments.mapping("uses")),
        kafka_source=None if source is None else kafka_source(source),
        placement=None if placement is None else _placement(placement),
        memory_mib=arguments.integer("memory_mib", limits.MIN_MEMORY_MIB, limits.MAX_MEMORY_MIB, MEMORY_MIB),
        timeout_seconds=_timeout(arguments),
        live_alias=arguments.boolean("live_alias", default=False),
        reserved_concurrency=reserved,
        provisioned_concurrency=_provisioned_concurrency(arguments, reserved),
        snap_start=_snap_start(arguments),
        allow_recursion=arguments.boolean("allow_recursion", default=False),
        key_arn=arguments.input("key_arn"),
        log_key_arn=arguments.input("log_key_arn"),
        log_retention_days=arguments.log_retention_days(LOG_RETENTION_DAYS),
    )


def _timeout(arguments: Arguments) -> int:
    polled = arguments.is_set("kafka_source")
    maximum = limits.MAX_KAFKA_TIMEOUT_SECONDS if polled else limits.MAX_TIMEOUT_SECONDS
    hint = "the range of functions with a kafka_source" if polled else ""
    return arguments.integer("timeout_seconds", 1, maximum, TIMEOUT_SECONDS, hint=hint)


def _placement(placement: Arguments) -> PlacementConfig:
    return PlacementConfig(
        subnet_ids=placement.input("subnet_ids"), security_group_id=placement.input("security_group_id")
    )


def _signed_code(arguments: Arguments) -> SignedCodeConfig | None:
    signed = arguments.nested("signed_code")
    if signed is None:
        arguments.required("code", "it is required unless signed_code is set")
        return None
    arguments.requires("code", condition=False, message="signed_code takes its place, so only one of them can be set")
    region = arguments.string("region")
    arguments.requires(
        "signed_code", is_offered(limits.CODE_SIGNING, region), f"Lambda does not check signatures in {region}"
    )
    return SignedCodeConfig(
        bucket=signed.input("bucket"),
        key=signed.input("key"),
        version=signed.input("version"),
        profile_version_arns=signed.list_of("profile_version_arns", 1, limits.MAX_SIGNING_PROFILES),
    )


def _reserved_concurrency(arguments: Arguments) -> int | None:
    quota = int(arguments.quotas().get(CONCURRENCY.quota_code, CONCURRENCY.default))
    hint = f"the account's quota less the {limits.MIN_UNRESERVED_CONCURRENCY} that no function can reserve"
    most = max(quota - limits.MIN_UNRESERVED_CONCURRENCY, 0)
    return arguments.integer("reserved_concurrency", 1, most, None, hint=hint)


def _provisioned_concurrency(arguments: Arguments, reserved: int | None) -> int | None:
    has_alias = arguments.boolean("live_alias", default=False)
    arguments.requires("provisioned_concurrency", has_alias, "it belongs to the alias, so live_alias must be true")
    if reserved is not None:
        return arguments.integer("provisioned_concurrency", 1, reserved, None, hint="the reserved_concurrency")
    quota = int(arguments.quotas().get(CONCURRENCY.quota_code, CONCURRENCY.default))
    most = max(quota - limits.MIN_UNRESERVED_CONCURRENCY, 0)
    return arguments.integer("provisioned_concurrency", 1, most, None)


def _snap_start(arguments: Arguments) -> bool:
    if not arguments.boolean("snap_start", default=False):
        return False
    if not arguments.boolean("live_alias", default=False):
        raise arguments.error("snap_start", value=True, message="only versions have it, so live_alias must be true")
    if arguments.is_set("provisioned_concurrency"):
        raise arguments.error("snap_start", value=True, message="AWS does not combine it with provisioned_concurrency")
    return True
