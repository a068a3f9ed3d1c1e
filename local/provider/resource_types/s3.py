"""Buckets and their settings, each a resource of its own."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import Made, Shape


def _bucket(made: Made) -> Mapping[str, Any]:
    name, region = made.get("bucket"), made.account.region
    return {
        "id": name,
        "arn": f"arn:{made.account.partition}:s3:::{name}",
        "bucketDomainName": f"{name}.s3.{made.account.dns_suffix}",
        "bucketRegionalDomainName": f"{name}.s3.{region}.{made.account.dns_suffix}",
        "bucketRegion": region,
        "hostedZoneId": f"Z{made.text(13, salt='zone').upper()}",
        "requestPayer": "BucketOwner",
    }


def _setting(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("bucket")}


def _encryption(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("bucket"), "rules": [made.get("rule")]}


def _lifecycle(made: Made) -> Mapping[str, Any]:
    return {"id": made.get("bucket"), "transitionDefaultMinimumObjectSize": "all_storage_classes_128K"}


_OWNED = ("bucket", "expectedBucketOwner")

SHAPES = (
    # CloudFormation has all of these as properties of the bucket, with other names inside.
    Shape(
        "aws:s3/bucket:Bucket",
        _bucket,
        published="AWS::S3::Bucket",
        named="bucket",
        longest_name=63,
        replaces=stateful("aws:s3/bucket:Bucket"),
        defaults={"forceDestroy": False},
    ),
    Shape("aws:s3/bucketVersioning:BucketVersioning", _setting, replaces=_OWNED),
    Shape(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        _encryption,
        replaces=_OWNED,
    ),
    Shape(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        _setting,
        replaces=("bucket",),
        defaults=dict.fromkeys(
            ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), False
        ),
    ),
    Shape("aws:s3/bucketPolicy:BucketPolicy", _setting, published="AWS::S3::BucketPolicy", replaces=("bucket",)),
    Shape("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", _lifecycle, replaces=_OWNED),
    Shape("aws:s3/bucketLogging:BucketLogging", _setting, replaces=_OWNED),
    Shape("aws:s3/bucketOwnershipControls:BucketOwnershipControls", _setting, replaces=("bucket",)),
)
