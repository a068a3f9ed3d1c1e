"""The configuration of `Bucket`: its arguments with their defaults, validated."""

import re
from dataclasses import dataclass

import pulumi

from ..aws.principals import RESOURCES
from ..core.arguments import Arguments
from ..core.cell import DataClass
from . import limits
from .args import BucketArgs, BucketEncryption, StorageClass


@dataclass(frozen=True, kw_only=True)
class ExpiryConfig:
    """Objects that are deleted at a certain age."""

    prefix: str
    days: int


@dataclass(frozen=True, kw_only=True)
class TransitionConfig:
    """Objects that move to another storage class at a certain age."""

    prefix: str
    days: int
    storage_class: StorageClass


@dataclass(frozen=True, kw_only=True)
class WriterConfig:
    """An AWS service that may write logs into the bucket."""

    service: str
    prefix: pulumi.Input[str]
    source_arns: tuple[pulumi.Input[str], ...]
    """Empty for a service that sends no source."""


@dataclass(frozen=True, kw_only=True)
class BucketConfig:
    """What `Bucket` is made from."""

    bucket: str
    data_class: DataClass
    key_arn: pulumi.Input[str] | None
    """None for S3's own key."""
    expiries: tuple[ExpiryConfig, ...]
    transitions: tuple[TransitionConfig, ...]
    noncurrent_days: int
    upload_days: int
    log_bucket: pulumi.Input[str] | None
    attach_policy: bool
    writers: tuple[WriterConfig, ...]


def resolve(name: str, args: BucketArgs) -> BucketConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: S3 would not accept the bucket.
    """
    arguments = Arguments("Bucket", name, args, BucketArgs)
    arguments.cell()
    return BucketConfig(
        bucket=_short_name(arguments),
        data_class=arguments.enum("data_class", DataClass),
        key_arn=_key_arn(arguments),
        expiries=_expiries(arguments),
        transitions=transitions(arguments),
        noncurrent_days=arguments.integer("noncurrent_days", 1, limits.MAX_LIFECYCLE_DAYS, 7),
        upload_days=arguments.integer("upload_days", 1, limits.MAX_LIFECYCLE_DAYS, 1),
        log_bucket=arguments.input("log_bucket"),
        attach_policy=_attach_policy(arguments),
        writers=tuple(_writer(writer) for writer in arguments.nested_items("writers")),
    )


def transitions(arguments: Arguments) -> tuple[TransitionConfig, ...]:
    """The argument `transitions`, also of other components that have buckets.

    Raises:
        ArgumentError: S3 would not accept one of them.
    """
    return tuple(_transition(transition) for transition in arguments.nested_items("transitions"))


def _short_name(arguments: Arguments) -> str:
    message = f"it must be lower case letters, digits and single hyphens, {limits.MAX_SHORT_NAME} characters at most"
    return arguments.string("bucket", predicate=_is_short_name, message=message)


def _is_short_name(text: str) -> bool:
    return len(text) <= limits.MAX_SHORT_NAME and re.fullmatch(limits.SHORT_NAME, text) is not None


def _key_arn(arguments: Arguments) -> pulumi.Input[str] | None:
    if arguments.enum("encryption", BucketEncryption, BucketEncryption.KMS) is BucketEncryption.S3:
        arguments.requires("key_arn", condition=False, message="it has no effect when encryption is s3")
        return None
    arguments.required("key_arn", "it is required, unless encryption is s3")
    return arguments.input("key_arn")


def _expiries(arguments: Arguments) -> tuple[ExpiryConfig, ...]:
    expiries = tuple(
        ExpiryConfig(
            prefix=expiry.string("prefix", predicate=_is_prefix),
            days=expiry.integer("days", 1, limits.MAX_LIFECYCLE_DAYS),
        )
        for expiry in arguments.nested_items("expiries")
    )
    arguments.unique("expiries", [expiry.prefix for expiry in expiries])
    return expiries


def _transition(transition: Arguments) -> TransitionConfig:
    storage_class = transition.enum("storage_class", StorageClass)
    infrequent = storage_class is StorageClass.STANDARD_IA
    minimum = limits.MIN_INFREQUENT_ACCESS_DAYS if infrequent else 0
    hint = "the range for STANDARD_IA" if infrequent else ""
    return TransitionConfig(
        prefix=transition.string("prefix", "", predicate=_is_prefix),
        days=transition.integer("days", minimum, limits.MAX_LIFECYCLE_DAYS, hint=hint),
        storage_class=storage_class,
    )


def _attach_policy(arguments: Arguments) -> bool:
    attached = arguments.boolean("attach_policy", default=True)
    arguments.requires("writers", attached, "their rights are in the policy, which attach_policy leaves to others")
    return attached


def _is_prefix(_: str) -> bool:
    """Any prefix, also the empty one, which is the whole bucket."""
    return True


def _writer(writer: Arguments) -> WriterConfig:
    message = "it must be the principal of an AWS service, such as logging.s3.amazonaws.com"
    service = writer.string("service", predicate=_is_service_principal, message=message)
    sender = RESOURCES.get(service)
    silent = sender is not None and not sender.keys
    message = f"{service} sends no source, so that a condition on it would stop every log"
    writer.requires("source_arns", not silent, message)
    return WriterConfig(
        service=service,
        prefix=writer.input("prefix"),
        source_arns=() if silent else tuple(writer.list_of("source_arns", 1)),
    )


def _is_service_principal(text: str) -> bool:
    return text.endswith(".amazonaws.com")
