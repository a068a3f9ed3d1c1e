"""The arguments and the data classes that all components of a cell share."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NotRequired, TypedDict

import pulumi


class DataClass(StrEnum):
    """The kind of data that a resource holds: its `data-class` tag. It decides which key encrypts the data."""

    ORDERS = "orders"
    """Orders with data of customers: names, addresses, payment tokens."""
    PERSONAL = "personal"
    """Positions and subscriptions of people, without their names."""
    STREAMS = "streams"
    """Records in flight."""
    LOGS = "logs"
    """Logs of components and of calls to them."""
    LAKE = "lake"
    """History for analysis and training: no names, coordinates rounded."""
    PLATFORM = "platform"
    """What the cells of a region share: images, the list of cells, the routing table. No data of customers."""
    NONE = "none"
    """No data: networks, roles, dashboards."""


class CellArgs(TypedDict):
    """Arguments of every component of a cell."""

    city: str
    """The city that the cell serves."""
    cell: str
    """The cell's name, which AWS names, tags and metrics contain. Lower case, 20 characters at most."""
    owner: str
    """The team that is responsible for the cell."""
    region: str
    """The AWS region of the cell."""
    account_id: pulumi.Input[str]
    """The AWS account of the cell, for ARNs in policies."""
    name_suffix: NotRequired[str]
    """End of the AWS names of the component's resources, `<cell>-<resource>-<suffix>`, for a second component of its
    kind in one cell, or for a cell of the same name in another region of the account. None by default; another suffix
    means other names, and so replaces the resources. Lower case, 20 characters at most."""
    disposable: NotRequired[bool]
    """Whether the cell may be destroyed with its data. False by default: children that hold data are protected from
    deletion by Pulumi and by AWS, leave a final snapshot, and their keys wait 30 days. To destroy a cell that was not
    disposable, set this to true and run `pulumi destroy --run-program`."""


def is_disposable(args: Mapping[str, Any]) -> bool:
    """Whether the cell of these arguments may be destroyed with its data; false by default."""
    return bool(args.get("disposable", False))


def cell_args(args: CellArgs) -> CellArgs:
    """Only the arguments of the cell, for a child component."""
    cell: CellArgs = {
        "city": args["city"],
        "cell": args["cell"],
        "owner": args["owner"],
        "region": args["region"],
        "account_id": args["account_id"],
        "disposable": is_disposable(args),
    }
    if suffix := args.get("name_suffix"):
        cell["name_suffix"] = suffix
    return cell


def with_suffix(cell: CellArgs, name: str) -> str:
    """A name with the suffix of the component, if it has one."""
    suffix = cell.get("name_suffix")
    return f"{name}-{suffix}" if suffix else name
