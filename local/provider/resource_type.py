"""A resource type of the loopback provider, and the context in which its outputs are computed."""

import hashlib
import json
import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from .account import Account
from .values import identity

BASE36 = string.digits + string.ascii_lowercase
BASE32 = string.ascii_uppercase + "234567"


@dataclass(frozen=True)
class ResourceContext:
    """A resource that is being created or updated, with generators of identifiers in AWS's formats.

    Every identifier is derived from `seed`, so an update computes the same ones again.
    """

    account: Account
    name: str
    """The resource's name in the program."""
    inputs: Mapping[str, Any]
    old: Mapping[str, Any]
    """The outputs before an update; empty on creation."""
    seed: str

    def get(self, key: str, default: Any = None) -> Any:
        """An input, or the default."""
        return self.inputs.get(key, default)

    def retained(self, key: str, initial: Any) -> Any:
        """An output that AWS sets on creation and never changes."""
        return self.old.get(key, initial)

    def incremented(self, key: str, first: int = 1) -> int:
        """An output that AWS increments with every update."""
        return int(self.old[key]) + 1 if key in self.old else first

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """An ARN in the resource's account and region; `region=""` for services without regions."""
        return self.account.arn(service, resource, region)

    def hex(self, length: int = 17, salt: str = "") -> str:
        """Hexadecimal digits, as in `vpc-0a1b2c3d4e5f67890`."""
        return hashlib.sha256(f"{self.seed}/{salt}".encode()).hexdigest()[:length]

    def id(self, prefix: str, salt: str = "") -> str:
        """An EC2 identifier: the prefix, a zero and 16 digits."""
        return f"{prefix}-0{self.hex(16, salt or prefix)}"

    def text(self, length: int, alphabet: str = BASE36, salt: str = "") -> str:
        """Characters of an alphabet, as in the id of an API or the unique id of a role."""
        number = int(hashlib.sha256(f"{self.seed}/{salt}/{alphabet}".encode()).hexdigest(), 16)
        characters: list[str] = []
        for _ in range(length):
            number, index = divmod(number, len(alphabet))
            characters.append(alphabet[index])
        return "".join(characters)

    def number(self, low: int, high: int, salt: str = "") -> int:
        """A number from `low` to `high`."""
        return low + int(self.hex(8, salt), 16) % (high - low + 1)

    def uuid(self, salt: str = "") -> str:
        """A UUID."""
        digits = self.hex(32, f"uuid/{salt}")
        return "-".join((digits[:8], digits[8:12], f"4{digits[13:16]}", f"a{digits[17:20]}", digits[20:]))

    def now(self) -> str:
        """The current time in AWS's format."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Refused(Exception):  # noqa: N818 - what AWS or the provider does, not a fault of this one
    """A call that the provider or AWS refuses, with its message."""


Compute = Callable[[ResourceContext], Mapping[str, Any]]
Failure = tuple[str, str]
"""A property's path and the reason why it is invalid."""


@dataclass(frozen=True)
class ResourceType:
    """One resource type: its outputs, its force-new properties, and the schema that its inputs must match."""

    token: str
    """Pulumi's type token, for example `aws:ec2/vpc:Vpc`."""
    compute: Compute
    """Returns the outputs that AWS computes, `id` included. A missing required output gets its type's empty value."""
    force_new: Sequence[str] = ()
    """Inputs whose change replaces the resource ("Forces new resource" in the provider's documentation); `a.b` for a
    nested one. `replacement.py` adds the name and the region."""
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Outputs that a preview knows, because the provider itself sets them."""
    cloudformation_type: str = ""
    """The CloudFormation type whose schema validates the inputs."""
    unchecked: Sequence[str] = ()
    """Inputs that CloudFormation has under the same name with another meaning."""
    name_property: str = ""
    """The property that gets `<name>-<7 hex digits>` when the program sets none, as with the real provider."""
    max_name_length: int = 255
    name_prefix: str = ""
    """Prefix of a generated name."""
    validate: Callable[[Mapping[str, Any], str], list[Failure]] | None = None
    """Further validation of the inputs in a region, for what no schema of the type says."""
    read: Callable[[Mapping[str, Any]], Mapping[str, Any]] | None = None
    """The inputs as the provider reads them back from AWS, where that differs from what it sent."""
    unique: Callable[[Mapping[str, Any]], str] | None = None
    """What no two resources may have in common, as text; empty if the inputs do not say."""
    refuses: Callable[[Mapping[str, Any], Iterable[Mapping[str, Any]]], str] | None = None
    """Why AWS refuses a resource with these inputs beside those of the same type that exist, given their inputs; empty
    if it does not. For what `taken.py` cannot say: a name among several, or one that may be overwritten."""
    also_replaces: Callable[[Mapping[str, Any], Mapping[str, Any]], Sequence[str]] | None = None
    """The inputs whose change from the old to the new value replaces the resource, where `force_new` cannot say it
    (`CustomizeDiff` in the provider)."""
    late: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """Objects among the inputs, each with the values that AWS adds to it, which a preview does not know. `compute`
    returns an object of that name with these values."""
    numbered: tuple[str, str] | None = None
    """The input with a name and the output with a number that AWS never gives twice to that name: a revision."""
    undeletable: Callable[[Mapping[str, Any]], str] | None = None
    """Why AWS refuses to delete a resource with these properties; empty if it does not."""
    sets: Sequence[str] = ()
    """Inputs that are sets to the provider: a refresh returns their items in its own order (`in_set_order`)."""


def identifier_seed(resource_type: ResourceType, urn: str, account: Account, inputs: Mapping[str, Any]) -> str:
    """The seed of a resource's identifiers: everything that cannot change without a replacement."""
    fixed = {path: identity(_at(inputs, path)) for path in resource_type.force_new}
    name = inputs.get(resource_type.name_property) if resource_type.name_property else None
    return json.dumps([urn, account.id, account.region, name, fixed], sort_keys=True)


def _at(inputs: Any, path: str) -> Any:
    """The value at a nested path, or None."""
    for key in path.split("."):
        inputs = nested(inputs, key)
    return inputs


def nested(value: Any, key: str, default: Any = None) -> Any:
    """A key of a nested input, or the default if the nested input is missing or unknown."""
    return cast("Mapping[str, Any]", value).get(key, default) if isinstance(value, Mapping) else default
