"""The names that the components of a program have taken on AWS, so that no second one gets them."""

from collections.abc import Mapping
from typing import Any, cast
from weakref import WeakKeyDictionary

from pulumi.runtime.settings import get_monitor

from ..aws.unique import Scope, UniqueName
from .cell import CellArgs
from .errors import ArgumentError

_OWNERS: WeakKeyDictionary[object, dict[tuple[str, ...], str]] = WeakKeyDictionary()
"""For each run of a program, which its connection to the engine stands for: what is taken, and by which component."""

Key = tuple[str, ...]


def claim_parts(subject: str, component: str, args: CellArgs, named_by: str) -> None:
    """Take the names of a component's own parts, before any of them exists.

    Args:
        subject: the component with its name, for errors.
        component: the kind of the component.
        args: its arguments, validated.
        named_by: the argument that distinguishes it from others of its kind in the cell; empty if none does.

    Raises:
        ArgumentError: another component of the kind has taken one of them.
    """
    suffix = args.get("name_suffix") or ""
    for name in _names(args.get(named_by)):
        key = ("part", component, _account(args), args["region"], args["cell"], suffix, name)
        taken = f"the AWS names of {name!r}" if name else "these AWS names"
        _claim(subject, key, args, f"{taken} in cell {args['cell']!r}")


def _names(value: object) -> list[str]:
    """The names in the value of an argument: a text, or a list of texts or of objects with a name."""
    if isinstance(value, str):
        return [str(value)]
    if isinstance(value, list):
        items = cast("list[str | Mapping[str, Any]]", value)
        return [str(item if isinstance(item, str) else item["name"]) for item in items]
    return [""]


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
