"""What a bucket's own policy refuses to everybody, and to whom it opens."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi

from ..core.iam import Statement, allow

OLDEST_TLS = "1.2"


def bucket_statements(
    bucket_arn: pulumi.Output[str],
    account_id: pulumi.Input[str],
    *,
    key_arn: pulumi.Input[str] | None,
    writers: Sequence[Mapping[str, Any]],
) -> list[Statement]:
    """The policy: only TLS, only this account, only the bucket's own encryption; and the services that write logs.

    Without a key the bucket is under S3's own.
    """
    everything = [bucket_arn, pulumi.Output.concat(bucket_arn, "/*")]
    objects = pulumi.Output.concat(bucket_arn, "/*")
    return [
        _deny("OnlyTls", "s3:*", everything, {"Bool": {"aws:SecureTransport": "false"}}),
        _deny("OnlyNewTls", "s3:*", everything, {"NumericLessThan": {"s3:TlsVersion": OLDEST_TLS}}),
        # Services that write logs have no account; they are let in below, each for this account's resources.
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
        *(_writer(number, bucket_arn, account_id, writer) for number, writer in enumerate(writers)),
    ]


def _encryption_statements(objects: pulumi.Output[str], key_arn: pulumi.Input[str] | None) -> list[Statement]:
    """A request that names no encryption gets the bucket's; one that names another is refused."""
    algorithm = "AES256" if key_arn is None else "aws:kms"
    found = [
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
        wrong = {"StringNotEqualsIfExists": {"s3:x-amz-server-side-encryption-aws-kms-key-id": key_arn}}
        found.append(_deny("OnlyOwnKey", "s3:PutObject", objects, wrong))
    return found


def _writer(
    number: int, bucket_arn: pulumi.Output[str], account_id: pulumi.Input[str], writer: Mapping[str, Any]
) -> Statement:
    grant = allow(
        f"Writer{number}",
        ["s3:PutObject"],
        pulumi.Output.concat(bucket_arn, "/", writer["prefix"], "/*"),
        {"StringEquals": {"aws:SourceAccount": account_id}, "ArnLike": {"aws:SourceArn": writer["source_arns"]}},
    )
    return grant | {"Principal": {"Service": writer["service"]}}


def _deny(sid: str, action: str, resources: Any, condition: dict[str, Any]) -> Statement:
    return {
        "Sid": sid,
        "Effect": "Deny",
        "Principal": "*",
        "Action": action,
        "Resource": resources,
        "Condition": condition,
    }
