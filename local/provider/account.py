"""Account, region, partition and default tags of a provider instance, read from its configuration."""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import botocore.session

from .values import UNKNOWN, is_unknown

EXAMPLE_ACCOUNT = "123456789012"
"""The account of AWS's documentation, for providers that configure none."""


class ConfigurationError(Exception):
    """A provider configuration that AWS would reject."""


@dataclass(frozen=True)
class Account:
    """The account, region and default tags of one provider instance."""

    id: str
    region: str
    default_tags: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def partition(self) -> str:
        """The first part of an ARN: `aws`, `aws-cn`, `aws-us-gov`, …."""
        return partition_of(self.region)

    @property
    def dns_suffix(self) -> str:
        """`amazonaws.com`, or the partition's own."""
        return "amazonaws.com.cn" if self.partition == "aws-cn" else "amazonaws.com"

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """The ARN of a resource in this account; `region=""` for services without regions."""
        return f"arn:{self.partition}:{service}:{self.region if region is None else region}:{self.id}:{resource}"

    def tags_all(self, tags: Any) -> Any:
        """The default tags, overridden by the tags of the resource."""
        return UNKNOWN if is_unknown(tags) else {**self.default_tags, **(tags or {})}


@cache
def partition_of(region: str) -> str:
    """The partition of a region, from botocore's endpoints; unknown for an unknown region."""
    if is_unknown(region):
        return UNKNOWN
    session = botocore.session.get_session()
    for partition in session.get_available_partitions():
        if region in session.get_available_regions("ec2", partition):
            return partition
    raise ConfigurationError(f"{region} is not an AWS region: set aws:region to one, for example eu-west-1")


def account_from(configuration: Mapping[str, Any]) -> Account:
    """Read a provider's inputs; nested ones arrive as JSON strings.

    The account is that of the assumed role, else the only allowed account, else the example account.

    Raises:
        ConfigurationError: the region is missing or unknown, or the account is not allowed.
    """
    settings = {key: _parsed(value) for key, value in configuration.items()}
    region = settings.get("region") or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    if not region:
        raise ConfigurationError("the AWS provider has no region: set aws:region in the stack's configuration")
    partition_of(region)
    allowed = [str(account) for account in settings.get("allowedAccountIds") or []]
    account = _assumed(settings.get("assumeRoles") or []) or (allowed[0] if len(allowed) == 1 else EXAMPLE_ACCOUNT)
    if allowed and account not in allowed:
        raise ConfigurationError(f"AWS account ID not allowed: {account} (allowedAccountIds: {', '.join(allowed)})")
    if account in [str(item) for item in settings.get("forbiddenAccountIds") or []]:
        raise ConfigurationError(f"AWS account ID not allowed: {account} is in forbiddenAccountIds")
    return Account(account, region, (settings.get("defaultTags") or {}).get("tags") or {})


def _assumed(roles: list[Any]) -> str | None:
    """The account of the last role of the chain."""
    match = re.match(r"arn:[\w-]+:iam::(\d{12}):role/", roles[-1].get("roleArn") or "") if roles else None
    return match.group(1) if match else None


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in "[{" and value:
        return json.loads(value)
    return value
