"""Data sources (`Invoke`): the account, the region, availability zones, policy documents, prefix lists."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from .account import Account
from .policy_document import policy_document
from .resource_types.ec2 import zone_id

Answer = Mapping[str, Any]
Source = Callable[[Account, Mapping[str, Any]], Answer]

ZONE_LETTERS = {
    "ap-northeast-1": "acd",
    "ap-northeast-2": "abcd",
    "ca-central-1": "abd",
    "us-east-1": "abcdef",
    "us-west-1": "ac",
    "us-west-2": "abcd",
}
"""Availability zones of an account in the regions where they are not a, b and c.

Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html and cfn-lint's
`AVAILABILITY_ZONES`; Tokyo's b and Canada's c are not open to new accounts.
"""


class InvokeError(Exception):
    """A data source that the provider does not serve, or invalid arguments."""


def invoke(token: str, account: Account, arguments: Mapping[str, Any]) -> Answer:
    """Answer the call of a data source.

    Raises:
        InvokeError: the provider does not serve it.
    """
    source = _SOURCES.get(token)
    if source is None:
        raise InvokeError(
            f"the loopback provider does not serve data source {token}; add it in local/provider/invokes.py"
        )
    return {**arguments, **source(account, arguments)}


def _caller_identity(account: Account, arguments: Mapping[str, Any]) -> Answer:
    del arguments
    return {
        "id": account.id,
        "accountId": account.id,
        "arn": account.arn("iam", "user/loopback", region=""),
        "userId": "AIDAIOSFODNN7EXAMPLE",
    }


def _region(account: Account, arguments: Mapping[str, Any]) -> Answer:
    del arguments
    return {
        "id": account.region,
        "name": account.region,
        "region": account.region,
        "description": account.region,
        "endpoint": f"ec2.{account.region}.{account.dns_suffix}",
    }


def _partition(account: Account, arguments: Mapping[str, Any]) -> Answer:
    del arguments
    return {
        "id": account.partition,
        "partition": account.partition,
        "dnsSuffix": account.dns_suffix,
        "reverseDnsPrefix": ".".join(reversed(account.dns_suffix.split("."))),
    }


def _availability_zones(account: Account, arguments: Mapping[str, Any]) -> Answer:
    letters = ZONE_LETTERS.get(account.region, "abc")
    names = [f"{account.region}{letter}" for letter in letters]
    names = [name for name in names if name not in arguments.get("excludeNames", [])]
    return {
        "id": account.region,
        "names": names,
        "zoneIds": [zone_id(name) for name in names],
        "groupNames": [account.region],
    }


def _prefix_list(account: Account, arguments: Mapping[str, Any]) -> Answer:
    """The list of a gateway endpoint's service (`com.amazonaws.<region>.s3`), with an id derived from its name."""
    name = arguments.get("name") or f"com.amazonaws.{account.region}.s3"
    digest = hashlib.sha256(f"{account.region}/{name}".encode()).hexdigest()[:8]
    identifier = arguments.get("prefixListId") or arguments.get("id") or f"pl-{digest}"
    return {
        "id": identifier,
        "prefixListId": identifier,
        "name": name,
        "arn": f"arn:{account.partition}:ec2:{account.region}:aws:prefix-list/{identifier}",
        "ownerId": "AWS",
        "addressFamily": "IPv4",
        "cidrBlocks": [],
        "entries": [],
        "maxEntries": 0,
        "version": 1,
        "tags": {},
        "region": account.region,
    }


_SOURCES: Mapping[str, Source] = {
    "aws:index/getCallerIdentity:getCallerIdentity": _caller_identity,
    "aws:index/getRegion:getRegion": _region,
    "aws:index/getPartition:getPartition": _partition,
    "aws:index/getAvailabilityZones:getAvailabilityZones": _availability_zones,
    "aws:iam/getPolicyDocument:getPolicyDocument": policy_document,
    "aws:ec2/getPrefixList:getPrefixList": _prefix_list,
    "aws:ec2/getManagedPrefixList:getManagedPrefixList": _prefix_list,
}
