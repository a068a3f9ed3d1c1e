"""One bucket of the cell, closed as S3 can close it."""

import re
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from ..aws.names import BUCKET, fit
from ..core.cell import CellArgs, DataClass
from ..core.component import Component, Transforms
from ..core.door import Door
from ..core.iam import document
from .policies import bucket_statements

MAX_DAYS = 36_500
"""A hundred years: a typing error, not an S3 limit."""

INFREQUENT_ACCESS_DAYS = 30
"""Objects go to Standard-IA after 30 days at the earliest (Amazon S3 user guide, "Transitioning objects")."""

_SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SHORT_NAME = 20


class BucketEncryption(StrEnum):
    """Whose key encrypts the objects."""

    KMS = "kms"
    """A key of ours, with a bucket key, so that a request to KMS serves many objects."""
    S3 = "s3"
    """S3's own key, AES256: for the targets of access logs, which S3 and load balancers write under no other
    (Amazon S3 user guide, "Enabling server access logging"; Elastic Load Balancing, "Access log bucket")."""


class StorageClass(StrEnum):
    """Where objects move when they age: classes that answer at once, so that queries go on reading them."""

    INTELLIGENT_TIERING = "INTELLIGENT_TIERING"
    """S3 watches each object and moves it between tiers: for reading that nobody can foresee."""
    STANDARD_IA = "STANDARD_IA"
    """Cheaper to keep, dearer to read; 30 days old at the earliest."""
    GLACIER_IR = "GLACIER_IR"
    """Read about once a quarter, still in milliseconds; billed for 90 days at least."""


class ExpiryArgs(TypedDict):
    """Objects that are deleted when they age."""

    prefix: str
    """What their keys begin with; empty for the whole bucket."""
    days: int
    """Days after which they go. What was overwritten or deleted stays `noncurrent_days` more."""


class TransitionArgs(TypedDict):
    """Objects that move to another storage class when they age."""

    prefix: NotRequired[str]
    """What their keys begin with; the whole bucket by default."""
    days: int
    """Days after which they move."""
    storage_class: StorageClass
    """Where to."""


class BucketWriterArgs(TypedDict):
    """An AWS service that may write logs into the bucket."""

    service: str
    """Its principal, such as `logging.s3.amazonaws.com`."""
    prefix: pulumi.Input[str]
    """What its keys begin with, up to and without the last `/`."""
    source_arns: list[pulumi.Input[str]]
    """The resources of this account that it may write for, as ARN patterns."""


class BucketArgs(CellArgs):
    """Arguments of `Bucket`."""

    bucket: str
    """Short name, such as `lake`; the name on AWS is `<cell>-<bucket>-<account>-<region>`, which nobody else has."""
    data_class: DataClass
    """What it holds."""
    encryption: NotRequired[BucketEncryption]
    """Whose key encrypts it; ours by default."""
    key_arn: NotRequired[pulumi.Input[str]]
    """That key; required unless S3's own is chosen."""
    expiries: NotRequired[list[ExpiryArgs]]
    """Objects that are deleted when they age; none by default."""
    transitions: NotRequired[list[TransitionArgs]]
    """Objects that move to a cheaper class when they age; none by default."""
    noncurrent_days: NotRequired[int]
    """How long versions stay that were overwritten or deleted, to be taken back; 7 by default."""
    upload_days: NotRequired[int]
    """When the parts of an upload that never ended are removed; after one day by default."""
    log_bucket: NotRequired[pulumi.Input[str]]
    """Bucket that keeps the log of who asked for what here; no log by default."""
    writers: NotRequired[list[BucketWriterArgs]]
    """AWS services that may write logs here; none by default."""


class Bucket(Component):
    """A private bucket: versioned, encrypted, reached over TLS 1.2 or newer, by this account only, without ACLs.

    Deleted objects can be taken back for a week. Only a disposable cell's bucket is emptied when it is destroyed.
    """

    bucket_name: pulumi.Output[str]
    """Its name."""
    bucket_arn: pulumi.Output[str]
    """Its ARN."""

    def __init__(
        self,
        name: str,
        args: BucketArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        _check(name, args)
        super().__init__(name, args, opts, transforms)
        bucket = self._child(
            "bucket",
            aws.s3.Bucket,
            {"bucket": aws_name(self._cell, args["bucket"]), "force_destroy": self._disposable},
            self._stateful(),
            data_class=DataClass(args["data_class"]),
        )
        self._settings(bucket, args)
        self._policy(bucket, args)
        self.bucket_name = bucket.bucket
        self.bucket_arn = bucket.arn
        self._finish()

    def _settings(self, bucket: aws.s3.Bucket, args: BucketArgs) -> None:
        target: dict[str, Any] = {"bucket": bucket.bucket}
        self._child(
            "ownership",
            aws.s3.BucketOwnershipControls,
            target | {"rule": {"object_ownership": "BucketOwnerEnforced"}},
        )
        self._child(
            "encryption", aws.s3.BucketServerSideEncryptionConfiguration, target | {"rules": [_encryption_rule(args)]}
        )
        self._child("versions", aws.s3.BucketVersioning, target | {"versioning_configuration": {"status": "Enabled"}})
        self._child("lifecycle", aws.s3.BucketLifecycleConfiguration, target | {"rules": _lifecycle_rules(args)})
        if log_bucket := args.get("log_bucket"):
            self._child(
                "logging",
                aws.s3.BucketLogging,
                target | {"target_bucket": log_bucket, "target_prefix": f"{args['bucket']}/"},
            )

    def _policy(self, bucket: aws.s3.Bucket, args: BucketArgs) -> None:
        block = self._child(
            "public-access",
            aws.s3.BucketPublicAccessBlock,
            {
                "bucket": bucket.bucket,
                "block_public_acls": True,
                "block_public_policy": True,
                "ignore_public_acls": True,
                "restrict_public_buckets": True,
            },
        )
        statements = bucket_statements(
            bucket.arn,
            self._cell["account_id"],
            key_arn=None if _encryption(args) is BucketEncryption.S3 else args.get("key_arn"),
            writers=args.get("writers", []),
        )
        self._child(
            "policy",
            aws.s3.BucketPolicy,
            {"bucket": bucket.bucket, "policy": document(statements)},
            # S3 takes one change of a bucket's access settings at a time and answers the other with a conflict.
            pulumi.ResourceOptions(depends_on=[block]),
        )


def aws_name(cell: CellArgs, bucket: str) -> pulumi.Input[str]:
    """The name on AWS of a cell's bucket, known before anything is made wherever the account is."""

    def named(account: str) -> str:
        return fit(f"{cell['cell']}-{bucket}-{account}-{cell['region']}", BUCKET)

    account = cell["account_id"]
    return named(account) if isinstance(account, str) else pulumi.Output.from_input(account).apply(named)


def _encryption(args: BucketArgs) -> BucketEncryption:
    return BucketEncryption(args.get("encryption", BucketEncryption.KMS))


def _encryption_rule(args: BucketArgs) -> dict[str, Any]:
    if _encryption(args) is BucketEncryption.S3:
        return {"apply_server_side_encryption_by_default": {"sse_algorithm": "AES256"}}
    default = {"sse_algorithm": "aws:kms", "kms_master_key_id": args.get("key_arn")}
    return {"apply_server_side_encryption_by_default": default, "bucket_key_enabled": True}


def _lifecycle_rules(args: BucketArgs) -> list[dict[str, Any]]:
    """What goes from the whole bucket, then one rule for each expiry and each transition."""
    rules: list[dict[str, Any]] = [
        {
            "id": "tidy",
            "status": "Enabled",
            "filter": {"prefix": ""},
            "expiration": {"expired_object_delete_marker": True},
            "noncurrent_version_expiration": {"noncurrent_days": args.get("noncurrent_days", 7)},
            "abort_incomplete_multipart_upload": {"days_after_initiation": args.get("upload_days", 1)},
        }
    ]
    rules += [_expiry_rule(expiry) for expiry in args.get("expiries", [])]
    rules += [_transition_rule(transition) for transition in args.get("transitions", [])]
    return rules


def _expiry_rule(expiry: ExpiryArgs) -> dict[str, Any]:
    return {
        "id": f"expire-{_label(expiry['prefix'])}",
        "status": "Enabled",
        "filter": {"prefix": expiry["prefix"]},
        "expiration": {"days": expiry["days"]},
    }


def _transition_rule(transition: TransitionArgs) -> dict[str, Any]:
    prefix, days = transition.get("prefix", ""), transition["days"]
    return {
        "id": f"move-{_label(prefix)}-{days}",
        "status": "Enabled",
        "filter": {"prefix": prefix},
        "transitions": [{"days": days, "storage_class": StorageClass(transition["storage_class"]).value}],
    }


def _label(prefix: str) -> str:
    return prefix.strip("/").replace("/", "-") or "all"


def _check(name: str, args: BucketArgs) -> None:
    door = Door("Bucket", name, args, BucketArgs)
    door.cell()
    door.text(
        "bucket",
        fits=lambda text: len(text) <= _LONGEST_SHORT_NAME and _SHORT_NAME.fullmatch(text) is not None,
        limit=f"it must be lower case letters, digits and single hyphens, {_LONGEST_SHORT_NAME} characters at most",
    )
    door.choice("data_class", DataClass)
    encryption = door.choice("encryption", BucketEncryption, BucketEncryption.KMS)
    door.only_with("key_arn", encryption is BucketEncryption.KMS, "S3's own key is chosen, and takes no other")
    if encryption is BucketEncryption.KMS and not door.given("key_arn"):
        raise door.refuse("key_arn", None, "it is required, unless encryption is s3")
    door.whole("noncurrent_days", 1, MAX_DAYS, 7)
    door.whole("upload_days", 1, MAX_DAYS, 1)
    check_expiries(door)
    check_transitions(door)
    for index, _ in enumerate(door.items("writers")):
        writer = door.inside("writers", BucketWriterArgs, index)
        writer.text(
            "service", fits=lambda text: text.endswith(".amazonaws.com"), limit="it must be an AWS service's principal"
        )
        writer.items("source_arns", 1)


def check_expiries(door: Door) -> None:
    """Refuse expiries that S3 would, and two of the same prefix."""
    expiries = door.items("expiries")
    for index, _ in enumerate(expiries):
        expiry = door.inside("expiries", ExpiryArgs, index)
        expiry.text("prefix", fits=lambda _: True)
        expiry.whole("days", 1, MAX_DAYS)
    door.unique("expiries", [expiry["prefix"] for expiry in expiries])


def check_transitions(door: Door) -> None:
    """Refuse transitions that S3 would."""
    for index, _ in enumerate(door.items("transitions")):
        transition = door.inside("transitions", TransitionArgs, index)
        transition.text("prefix", fits=lambda _: True)
        infrequent = transition.choice("storage_class", StorageClass) is StorageClass.STANDARD_IA
        least = INFREQUENT_ACCESS_DAYS if infrequent else 0
        transition.whole("days", least, MAX_DAYS, why="S3's least for STANDARD_IA" if infrequent else "")
