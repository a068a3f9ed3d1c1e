"""S3: buckets, and the resources that configure them."""

from collections.abc import Mapping
from typing import Any

from ..replacement import stateful
from ..resource_type import ResourceContext, ResourceType


def _bucket(context: ResourceContext) -> Mapping[str, Any]:
    name, region = context.get("bucket"), context.account.region
    return {
        "id": name,
        "arn": f"arn:{context.account.partition}:s3:::{name}",
        "bucketDomainName": f"{name}.s3.{context.account.dns_suffix}",
        "bucketRegionalDomainName": f"{name}.s3.{region}.{context.account.dns_suffix}",
        "bucketRegion": region,
        "hostedZoneId": f"Z{context.text(13, salt='zone').upper()}",
        "requestPayer": "BucketOwner",
    }


def _setting(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("bucket")}


def _encryption(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("bucket"), "rules": [context.get("rule")]}


def _lifecycle(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": context.get("bucket"), "transitionDefaultMinimumObjectSize": "all_storage_classes_128K"}


def _account_block(context: ResourceContext) -> Mapping[str, Any]:
    account = context.get("accountId", context.account.id)
    return {"id": account, "accountId": account}


def _object(context: ResourceContext) -> Mapping[str, Any]:
    bucket, key = context.get("bucket"), context.get("key")
    return {
        "id": key,
        "arn": f"arn:{context.account.partition}:s3:::{bucket}/{key}",
        "bucketKeyEnabled": False,
        "contentType": "application/octet-stream",
        "etag": context.hex(32, "etag"),
        "serverSideEncryption": "AES256",
        "storageClass": "STANDARD",
        "versionId": context.text(32, salt="version"),
    }


_OWNED = ("bucket", "expectedBucketOwner")
_NOT_BLOCKED: Mapping[str, Any] = dict.fromkeys(
    ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), False
)

RESOURCE_TYPES = (
    # CloudFormation has all of these as properties of the bucket, with other names inside.
    ResourceType(
        "aws:s3/bucket:Bucket",
        _bucket,
        cloudformation_type="AWS::S3::Bucket",
        name_property="bucket",
        max_name_length=63,
        force_new=stateful("aws:s3/bucket:Bucket"),
        defaults={"forceDestroy": False},
    ),
    ResourceType("aws:s3/bucketVersioning:BucketVersioning", _setting, force_new=_OWNED),
    ResourceType(
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration",
        _encryption,
        force_new=_OWNED,
    ),
    ResourceType(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        _setting,
        force_new=("bucket",),
        defaults=_NOT_BLOCKED,
    ),
    ResourceType(
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock",
        _account_block,
        force_new=("accountId",),
        defaults=_NOT_BLOCKED,
    ),
    ResourceType(
        "aws:s3/bucketPolicy:BucketPolicy", _setting, cloudformation_type="AWS::S3::BucketPolicy", force_new=("bucket",)
    ),
    ResourceType("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", _lifecycle, force_new=_OWNED),
    ResourceType("aws:s3/bucketLogging:BucketLogging", _setting, force_new=_OWNED),
    ResourceType("aws:s3/bucketOwnershipControls:BucketOwnershipControls", _setting, force_new=("bucket",)),
    ResourceType(
        "aws:s3/bucketObjectv2:BucketObjectv2", _object, force_new=("bucket", "key"), defaults={"forceDestroy": False}
    ),
)
