"""The names that the components of a program have taken on AWS, so that no second one gets them."""

from collections.abc import Iterable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from pulumi.runtime.settings import get_monitor

from ..aws.unique import Scope, UniqueName
from .cell import CellArgs
from .errors import ArgumentError

_OWNERS: WeakKeyDictionary[object, dict[tuple[str, ...], str]] = WeakKeyDictionary()
"""For each run of a program, which its connection to the engine stands for: what is taken, and by which component."""

Key = tuple[str, ...]


def claim_parts(subject: str, component: str, cell: CellArgs, names: Iterable[str]) -> None:
    """Take the names of a component's own parts, before any of them exists.

    Args:
        subject: the component with its name, for errors.
        component: the kind of the component.
        cell: the arguments of its cell.
        names: what distinguishes it from another component of its kind in the cell; an empty text if nothing does.

    Raises:
        ArgumentError: another component of the kind has taken one of them.
    """
    suffix = cell.get("name_suffix") or ""
    for name in names:
        key = ("part", component, _account(cell), cell["region"], cell["cell"], suffix, name)
        taken = f"the AWS names of {name!r}" if name else "these AWS names"
        _claim(subject, key, cell, f"{taken} in cell {cell['cell']!r}")


def claim_name(subject: str, kind: str, unique: UniqueName, cell: CellArgs, props: Mapping[str, Any]) -> None:
    """Take the name of one resource, if it is known.

    Raises:
        ArgumentError: a resource of another component has it.
    """
    name = props.get(unique.argument)
    if not isinstance(name, str):
        return
    place = {
        Scope.WORLD: (),
        Scope.ACCOUNT: (_account(cell),),
        Scope.REGION: (_account(cell), str(props.get("region") or cell["region"])),
    }[unique.scope]
    _claim(subject, ("name", unique.kind or kind, *place, name), cell, f"the name {name!r} of {kind}")


def _claim(subject: str, key: Key, cell: CellArgs, taken: str) -> None:
    owners = _OWNERS.setdefault(get_monitor(), {})
    owner = owners.setdefault(key, subject)
    if owner != subject:
        message = f"{owner} already has {taken}; choose a name_suffix that no other has"
        raise ArgumentError(subject, "name_suffix", cell.get("name_suffix"), message)


def _account(cell: CellArgs) -> str:
    """The account, if it is known: cells whose accounts are not known are taken to share one."""
    account = cell["account_id"]
    return account if isinstance(account, str) else ""
