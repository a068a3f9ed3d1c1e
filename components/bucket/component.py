"""One private bucket of the cell."""

import pulumi
import pulumi_aws as aws

from ..core.component import Component, Props, Transforms
from ..core.iam import document
from ..core.outputs import known_after
from . import props
from .args import BucketArgs
from .config import BucketConfig, resolve
from .names import physical_name
from .policies import bucket_statements


class Bucket(Component):
    """A private bucket: versioned, encrypted, accessible over TLS 1.2 or newer, by this account only, without ACLs.

    Deleted objects can be restored for a week. Only the bucket of a disposable cell is emptied when it is destroyed.
    """

    _named_by = "bucket"

    bucket_name: pulumi.Output[str]
    """Its name, known only once its policy exists: services that write to it may then do so. Without `attach_policy`,
    once public access is blocked."""
    bucket_arn: pulumi.Output[str]
    """Its ARN."""
    domain_name: pulumi.Output[str]
    """Its host name in its region, for an origin of CloudFront."""

    def __init__(
        self,
        name: str,
        args: BucketArgs,
        opts: pulumi.ResourceOptions | None = None,
        *,
        transforms: Transforms | None = None,
    ) -> None:
        config = resolve(name, args)
        super().__init__(name, args, opts, transforms)
        bucket = self._make_bucket(config)
        self._make_settings(config, bucket)
        access = self._make_access(config, bucket)
        self.bucket_name = known_after(bucket.bucket, access.bucket)
        self.bucket_arn = bucket.arn
        self.domain_name = bucket.bucket_regional_domain_name
        self._finish()

    def _make_bucket(self, config: BucketConfig) -> aws.s3.Bucket:
        return self._child(
            "bucket",
            aws.s3.Bucket,
            {"bucket": physical_name(self._cell, config.bucket), "force_destroy": self._disposable},
            self._stateful(),
            data_class=config.data_class,
        )

    def _make_settings(self, config: BucketConfig, bucket: aws.s3.Bucket) -> None:
        target: Props = {"bucket": bucket.bucket}
        self._child(
            "ownership",
            aws.s3.BucketOwnershipControls,
            target | {"rule": {"object_ownership": "BucketOwnerEnforced"}},
        )
        self._child(
            "encryption",
            aws.s3.BucketServerSideEncryptionConfiguration,
            target | {"rules": [props.encryption_rule(config)]},
        )
        self._child("versions", aws.s3.BucketVersioning, target | {"versioning_configuration": {"status": "Enabled"}})
        self._child("lifecycle", aws.s3.BucketLifecycleConfiguration, target | {"rules": props.lifecycle_rules(config)})
        if config.log_bucket is not None:
            self._child(
                "logging",
                aws.s3.BucketLogging,
                target | {"target_bucket": config.log_bucket, "target_prefix": f"{config.bucket}/"},
            )

    def _make_access(
        self, config: BucketConfig, bucket: aws.s3.Bucket
    ) -> aws.s3.BucketPolicy | aws.s3.BucketPublicAccessBlock:
        """The block of public access and the policy; the last one that was made."""
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
        if not config.attach_policy:
            return block
        statements = bucket_statements(
            bucket.arn, self._cell["account_id"], key_arn=config.key_arn, writers=config.writers
        )
        return self._child(
            "policy",
            aws.s3.BucketPolicy,
            {"bucket": bucket.bucket, "policy": document(statements)},
            # S3 accepts one change of a bucket's access settings at a time and rejects a second with a conflict.
            pulumi.ResourceOptions(depends_on=[block]),
        )
