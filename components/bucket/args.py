"""Arguments of `Bucket`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi

from ..core.cell import CellArgs, DataClass


class BucketEncryption(StrEnum):
    """Which key encrypts the objects."""

    KMS = "kms"
    """A customer managed key, with a bucket key, so that one request to KMS serves many objects. The default."""
    S3 = "s3"
    """S3's own key, AES256: for the targets of access logs, to which S3 and load balancers write with no other key
    (Amazon S3 user guide, "Enabling server access logging"; Elastic Load Balancing, "Access log bucket")."""


class StorageClass(StrEnum):
    """Storage classes for older objects. All of them return objects at once, so queries continue to work."""

    INTELLIGENT_TIERING = "INTELLIGENT_TIERING"
    """S3 monitors each object and moves it between tiers: for access patterns that are not known."""
    STANDARD_IA = "STANDARD_IA"
    """Cheaper to store, more expensive to read; for objects that are at least 30 days old."""
    GLACIER_IR = "GLACIER_IR"
    """For objects that are read about once a quarter, still in milliseconds; billed for at least 90 days."""


class ExpiryArgs(TypedDict):
    """Objects that are deleted at a certain age."""

    prefix: str
    """Prefix of their keys; empty for the whole bucket."""
    days: int
    """Age in days at which they are deleted. Their versions stay for `noncurrent_days` more."""


class TransitionArgs(TypedDict):
    """Objects that move to another storage class at a certain age."""

    prefix: NotRequired[str]
    """Prefix of their keys; the whole bucket by default."""
    days: int
    """Age in days at which they move; at least 30 for `STANDARD_IA`."""
    storage_class: StorageClass
    """The class to which they move."""


class BucketWriterArgs(TypedDict):
    """An AWS service that may write logs into the bucket."""

    service: str
    """Its principal, such as `logging.s3.amazonaws.com`."""
    prefix: pulumi.Input[str]
    """Prefix of its keys, without the last `/`."""
    source_arns: NotRequired[list[pulumi.Input[str]]]
    """The resources of this account for which it may write, as ARN patterns; at least one. A service that sends no
    source has none (`citycell.aws.principals`)."""


class BucketArgs(CellArgs):
    """Arguments of `Bucket`."""

    bucket: str
    """Short name, such as `lake`: lower case letters, digits and hyphens, 20 characters at most. The name on AWS is
    `<cell>-<bucket>-<account>-<region>`, which is globally unique. Another name is another bucket."""
    data_class: DataClass
    """Class of its data."""
    encryption: NotRequired[BucketEncryption]
    """Which key encrypts it; a customer managed key by default."""
    key_arn: NotRequired[pulumi.Input[str]]
    """That key. Required unless `encryption` is `s3`, which accepts none."""
    expiries: NotRequired[list[ExpiryArgs]]
    """Objects that are deleted at a certain age; none by default."""
    transitions: NotRequired[list[TransitionArgs]]
    """Objects that move to a cheaper class at a certain age; none by default."""
    noncurrent_days: NotRequired[int]
    """How many days overwritten or deleted versions stay and can be restored; 7 by default."""
    upload_days: NotRequired[int]
    """After how many days the parts of an incomplete multipart upload are removed; one day by default."""
    log_bucket: NotRequired[pulumi.Input[str]]
    """Bucket that receives the server access log; no log by default."""
    attach_policy: NotRequired[bool]
    """Whether the component attaches the policy; true by default. False for a bucket whose policy names what is made
    from the bucket, such as a distribution: a policy of `bucket.policies.bucket_statements` is attached later."""
    writers: NotRequired[list[BucketWriterArgs]]
    """AWS services that may write logs to this bucket; none by default."""
