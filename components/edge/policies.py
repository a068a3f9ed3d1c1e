"""Statements of the policies of a distribution's keys and of the bucket behind it."""

from collections.abc import Sequence
from typing import Any

import pulumi

from ..aws.kms import via_service
from ..aws.principals import LOG_GROUP, SOURCE_ARN
from ..core.iam import Statement, allow
from ..keys.grants import ADMINISTRATION, USE
from .limits import GLOBAL_REGION


def origin_key_statements(account: pulumi.Input[str], region: str) -> list[Statement]:
    """The key of a bucket behind CloudFront: roles use it through S3, and distributions of the account decrypt with it.

    The condition names all distributions of the account, because a distribution is made from the bucket that the key
    encrypts. The policy of the bucket names the one that may read it.
    """
    through_s3 = {"StringEquals": {"kms:ViaService": via_service("s3", region)}}
    distributions = pulumi.Output.concat("arn:aws:cloudfront::", account, ":distribution/*")
    decrypt = allow("DistributionsDecrypt", ["kms:Decrypt"], "*", {"ArnLike": {SOURCE_ARN: distributions}})
    return [
        *_administration(account),
        _of_account("RolesUseItThroughS3", USE, account, through_s3),
        decrypt | {"Principal": {"Service": "cloudfront.amazonaws.com"}},
    ]


def log_key_statements(account: pulumi.Input[str], log_groups: Sequence[str]) -> list[Statement]:
    """The key in us-east-1: CloudWatch Logs uses it for the log groups of a distribution, and alarms for their topics.

    Amazon SNS developer guide, managing Amazon SNS encryption keys and costs, event sources. CloudWatch sends no source
    with its calls of AWS KMS; the policies of the topics accept alarms of this account only.
    """
    arns = [
        pulumi.Output.concat(f"arn:aws:logs:{GLOBAL_REGION}:", account, f":log-group:{group}") for group in log_groups
    ]
    use = allow("LogGroupsOfTheEdge", USE, "*", {"ArnLike": {LOG_GROUP: arns}})
    notify = allow(
        "AlarmsOfTheAccount", ["kms:Decrypt", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"], "*"
    )
    return [
        *_administration(account),
        use | {"Principal": {"Service": f"logs.{GLOBAL_REGION}.amazonaws.com"}},
        notify | {"Principal": {"Service": "cloudwatch.amazonaws.com"}},
    ]


def distribution_statement(
    bucket_arn: pulumi.Output[str], distribution_arn: pulumi.Output[str], objects: str
) -> Statement:
    """The right of one distribution to read objects of a bucket, and nothing else in it."""
    named = pulumi.Output.concat(bucket_arn, "/", objects)
    statement = allow("DistributionReads", ["s3:GetObject"], named, {"StringEquals": {SOURCE_ARN: distribution_arn}})
    return statement | {"Principal": {"Service": "cloudfront.amazonaws.com"}}


def _administration(account: pulumi.Input[str]) -> list[Statement]:
    return [
        _of_account("AccountAdministersByIam", ADMINISTRATION, account),
        _of_account("AccountSeesItByIam", ["kms:DescribeKey"], account),
    ]


def _of_account(
    sid: str, actions: Sequence[str], account: pulumi.Input[str], conditions: dict[str, dict[str, Any]] | None = None
) -> Statement:
    """A statement for the account: it permits what the policy of a role allows."""
    root = pulumi.Output.concat("arn:aws:iam::", account, ":root")
    return allow(sid, actions, "*", conditions) | {"Principal": {"AWS": root}}
