"""What the provider knows about one resource type."""

import hashlib
import json
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from .account import Account
from .values import identity

BASE36 = string.digits + string.ascii_lowercase
BASE32 = string.ascii_uppercase + "234567"


@dataclass(frozen=True)
class Made:
    """A resource as it is being created or updated, with the means to make identifiers of AWS's looks.

    Every identifier follows from `seed`, so that an update computes the same ones again.
    """

    account: Account
    name: str
    """The resource's name in the program."""
    inputs: Mapping[str, Any]
    old: Mapping[str, Any]
    """The outputs before an update; empty on creation."""
    seed: str

    def get(self, key: str, default: Any = None) -> Any:
        """An input, or what AWS takes without it."""
        return self.inputs.get(key, default)

    def kept(self, key: str, fresh: Any) -> Any:
        """An output that AWS sets once."""
        return self.old.get(key, fresh)

    def raised(self, key: str, first: int = 1) -> int:
        """An output that AWS raises by one with every update."""
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
        """Characters of an alphabet, as in an API's id or a role's unique id."""
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
        """The time of creation as AWS writes it."""
        return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


Compute = Callable[[Made], Mapping[str, Any]]


@dataclass(frozen=True)
class Shape:
    """One resource type: what it answers, what cannot change in place, and what its values are held against."""

    token: str
    """Pulumi's name of the type, for example `aws:ec2/vpc:Vpc`."""
    compute: Compute
    """All that AWS computes, `id` included. Required outputs left out get the empty value of their type in the SDK."""
    replaces: Sequence[str] = ()
    """Inputs whose change makes a new resource ("Forces new resource" on the provider's page); `a.b` for nested."""
    defaults: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Outputs that are known in preview, because the provider itself fills them in."""
    published: str = ""
    """CloudFormation's name of the type, whose schema the inputs are held against."""
    unlike: Sequence[str] = ()
    """Inputs with the published property's name and another meaning."""
    named: str = ""
    """The property that gets `<name>-<7 hex digits>` when the program gives none, as the real provider does."""
    longest_name: int = 255
    name_prefix: str = ""
    """What such a name begins with."""

    @property
    def replacing(self) -> tuple[str, ...]:
        """All inputs whose change makes a new resource; a name and a region always do."""
        names = (self.named, f"{self.named}Prefix") if self.named else ()
        return (*self.replaces, *names, "region")


def seed_of(shape: Shape, urn: str, account: Account, inputs: Mapping[str, Any]) -> str:
    """What a resource's identifiers follow from: all that cannot change while it is the same resource."""
    fixed = {path: identity(_at(inputs, path)) for path in shape.replaces}
    named = inputs.get(shape.named) if shape.named else None
    return json.dumps([urn, account.id, account.region, named, fixed], sort_keys=True)


def _at(inputs: Any, path: str) -> Any:
    """What stands at a nested path; nothing where it does not lead."""
    for key in path.split("."):
        inputs = first(inputs, key)
    return inputs


def first(value: Any, key: str, default: Any = None) -> Any:
    """A key of a nested input, or the default where the nested input is missing or not known."""
    return cast("Mapping[str, Any]", value).get(key, default) if isinstance(value, Mapping) else default
