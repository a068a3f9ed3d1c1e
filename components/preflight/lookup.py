"""How to find out whether names of one resource type are taken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from os.path import commonprefix
from typing import Any

from .clients import Call


@dataclass(frozen=True, kw_only=True)
class Lookup:
    """A question about names of one resource type: one by one, or as a list."""

    type: str
    noun: str
    """Plural, for the report."""
    key: str = "name"
    """The property with the name."""
    call: Call
    absent: tuple[str, ...] = ()
    """Error codes that mean that nothing has the name. Empty for a list."""
    parameter: str = ""
    """The parameter of the operation that takes one name, or for a list the beginning that all names have."""
    is_list_parameter: bool = False
    """Whether the parameter takes a list of names."""
    from_name: Callable[[str, str, str], str] = lambda name, _account, _region: name
    """A name, an account and a region to the value of the parameter."""
    names: str = ""
    """JMESPath of the names in a page of a list."""
    constants: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Further parameters, the same for every request."""
    more: str = ""
    """JMESPath of what says that a page is not the last, for a list that botocore cannot page through."""
    import_id: str = "the name"
    """What `pulumi import` takes as the id."""

    @property
    def has_pages(self) -> bool:
        """Whether botocore pages through the answers of a list."""
        return not self.is_list_parameter and not self.more

    def request(self, name: str, account: str, region: str) -> dict[str, Any]:
        """The parameters for one name."""
        value = self.from_name(name, account, region)
        return {**self.constants, self.parameter: [value] if self.is_list_parameter else value}

    def list_requests(self, names: list[str]) -> list[dict[str, Any]]:
        """The parameters for lists that have all names: one for each first folder of names that are paths."""
        if not self.parameter:
            return [dict(self.constants)]
        if self.is_list_parameter:
            return [{**self.constants, self.parameter: names}]
        groups = [list(group) for _, group in groupby(sorted(names), _first_folder)]
        prefixes = [commonprefix(group) for group in groups]  # noqa: RUF071 - names, not paths
        return [{**self.constants, self.parameter: prefix} for prefix in prefixes]


def _first_folder(name: str) -> str:
    return name.split("/")[1] if name.startswith("/") else ""
