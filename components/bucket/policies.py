"""Statements of a bucket's policy: what it denies to every principal, and which services may write logs."""

from collections.abc import Sequence
from typing import Any

import pulumi

from ..aws.principals import SOURCE_ACCOUNT, SOURCE_ARN
from ..core.iam import Statement, allow
from .config import WriterConfig
from .limits import ACL_READERS, MIN_TLS_VERSION


def bucket_statements(
    bucket_arn: pulumi.Output[str],
    account_id: pulumi.Input[str],
    *,
    key_arn: pulumi.Input[str] | None,
    writers: Sequence[WriterConfig],
) -> list[Statement]:
    """The policy: only TLS, only this account, only the bucket's own encryption, and the services that write logs.

    Without a key the bucket is encrypted with S3's own.
    """
    objects = pulumi.Output.concat(bucket_arn, "/*")
    everything = [bucket_arn, objects]
    return [
        _deny("OnlyTls", "s3:*", everything, {"Bool": {"aws:SecureTransport": "false"}}),
        _deny("OnlyNewTls", "s3:*", everything, {"NumericLessThan": {"s3:TlsVersion": MIN_TLS_VERSION}}),
        # Services that write logs have no account. The statements below allow each for resources of this account.
        _deny(
            "OnlyThisAccount",
            "s3:*",
            everything,
            {
                "StringNotEquals": {"aws:PrincipalAccount": account_id},
                "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
            },
        ),
        *_encryption_statements(objects, key_arn),
        *(
            statement
            for number, writer in enumerate(writers)
            for statement in _writer_statements(number, bucket_arn, account_id, writer)
        ),
    ]


def _encryption_statements(objects: pulumi.Output[str], key_arn: pulumi.Input[str] | None) -> list[Statement]:
    """A request without encryption gets the bucket's; a request with another encryption is denied."""
    algorithm = "AES256" if key_arn is None else "aws:kms"
    statements = [
        _deny(
            "OnlyOwnEncryption",
            "s3:PutObject",
            objects,
            {"StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption": algorithm}},
        ),
        _deny(
            "NoKeyOfTheCaller",
            "s3:PutObject",
            objects,
            {"Null": {"s3:x-amz-server-side-encryption-customer-algorithm": "false"}},
        ),
    ]
    if key_arn is not None:
        other_key = {"StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn}}
        statements.append(_deny("OnlyOwnKey", "s3:PutObject", objects, other_key))
    return statements


def _writer_statements(
    number: int, bucket_arn: pulumi.Output[str], account_id: pulumi.Input[str], writer: WriterConfig
) -> list[Statement]:
    sources = {"StringEquals": {SOURCE_ACCOUNT: account_id}, "ArnLike": {SOURCE_ARN: list(writer.source_arns)}}
    conditions = sources if writer.source_arns else None
    objects = pulumi.Output.concat(bucket_arn, "/", writer.prefix, "/*")
    statements = [allow(f"Writer{number}", ["s3:PutObject"], objects, conditions)]
    if writer.service in ACL_READERS:
        statements.append(allow(f"Writer{number}Check", ["s3:GetBucketAcl"], bucket_arn, conditions))
    return [statement | {"Principal": {"Service": writer.service}} for statement in statements]


def _deny(sid: str, action: str, resources: Any, condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resources,
        "Condition": condition,
    }
