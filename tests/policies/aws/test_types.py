"""The table of AWS types against the installed SDK."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pulumi_aws
import pytest

from local.provider.sdk import sdk_type
from policies.aws.types import ALIASES, STORES, TYPES

_SDK = Path(pulumi_aws.__file__).parent
_TOKEN = re.compile(r"""['"](aws:[\w]+/[\w]+:[\w]+)['"]""")


@cache
def _tokens() -> frozenset[str]:
    """Every token in the SDK, aliases included."""
    return frozenset(
        token for path in _SDK.glob("*/*.py") for token in _TOKEN.findall(path.read_text(encoding="utf-8"))
    )


def test_every_type_is_in_the_sdk() -> None:
    """A misspelled token would make its rules silent."""
    assert {*TYPES} <= _tokens()


def test_every_alias_is_in_the_sdk() -> None:
    """An alias is a token of the provider, for one type, and no type of its own."""
    assert {*ALIASES} <= _tokens()
    assert not {*ALIASES} & {*TYPES}
    assert len(ALIASES) == sum(len(row.aliases) for row in TYPES.values())


def _properties(token: str) -> Iterator[str]:
    row = TYPES[token]
    service, _, name = row.arn_parts
    yield from filter(None, [name if service and name != "id" else "", row.owner])
    for path in (row.security_groups, row.subnets):
        yield path.partition(".")[0]
    yield from (*row.identity_policies, *row.trust_policies, *row.resource_policies)
    yield from (*row.key_policies, *row.endpoint_policies)


@pytest.mark.parametrize("token", TYPES)
def test_every_column_is_a_property_of_the_type(token: str) -> None:
    """A misspelled property would be missing in every resource."""
    known = sdk_type(token)
    named = {name for name in _properties(token) if name}
    assert not named or (known is not None and named <= known.inputs)


@pytest.mark.parametrize("token", STORES)
def test_a_store_says_where_it_is(token: str) -> None:
    """Reachability needs the security groups or the subnets of a store."""
    assert STORES[token].security_groups or STORES[token].subnets
