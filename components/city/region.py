"""What a cell takes from its region, and its row in the region's list of cells."""

import json
from dataclasses import dataclass
from typing import Any

import pulumi

from ..core.cell import CellArgs
from ..core.errors import ArgumentError
from .config import CityConfig

_MISSING = "is no stack of a Region, or was never deployed: deploy it first"


@dataclass(frozen=True, kw_only=True)
class SharedRegion:
    """What a cell takes from its region."""

    cells_table: pulumi.Input[str]
    service_repository: pulumi.Input[str] | None
    """None if the region has no repository of the services."""

    def image(self, config: CityConfig) -> pulumi.Input[str]:
        """The image of the services, from the region's repository if the cell names it by its digest alone."""
        if "@" in config.service_image:
            return config.service_image
        assert self.service_repository is not None
        return pulumi.Output.concat(self.service_repository, "@", config.service_image)


def from_stack(subject: str, outputs: pulumi.StackReference, cell: CellArgs, config: CityConfig) -> SharedRegion:
    """What the stack of a region exports (`stacks/region`).

    Raises:
        ArgumentError: during the update, if the stack is not one of a region, or of another region or account.
    """

    def checked(found: list[Any]) -> str:
        table, region = found
        if not table or not region:
            raise ArgumentError(subject, "region_stack", config.region_stack, f"it {_MISSING}")
        if region != cell["region"]:
            message = f"it is the stack of region {region}, and the cell is in {cell['region']}"
            raise ArgumentError(subject, "region_stack", config.region_stack, message)
        return str(table)

    def repository(urls: dict[str, str] | None) -> str:
        if not urls or "services" not in urls:
            message = "the region has no image repository named services: give the whole name of the image"
            raise ArgumentError(subject, "service_image", config.service_image, message)
        return urls["services"]

    table = pulumi.Output.all(outputs.get_output("cellsTable"), outputs.get_output("region")).apply(checked)
    return SharedRegion(cells_table=table, service_repository=outputs.get_output("repositoryUrls").apply(repository))


def row_props(
    shared: SharedRegion,
    cell: CellArgs,
    config: CityConfig,
    texts: dict[str, pulumi.Input[str]],
) -> dict[str, Any]:
    """The row of a cell. `texts` are attributes that follow from its resources.

    The provider refuses to write over a row that exists, so two cells of one name in a region are an error.
    """
    fixed = {"cell": cell["cell"], "city": cell["city"], "zone": config.zone or "", "stack": _stack()}
    version = config.service_image.rsplit("@", 1)[-1]

    def item(known: dict[str, str]) -> str:
        attributes = fixed | {"version": version} | known
        row: dict[str, dict[str, object]] = {key: {"S": text} for key, text in attributes.items()}
        return json.dumps(row | {"draining": {"BOOL": config.drain}}, sort_keys=True)

    return {
        "table_name": shared.cells_table,
        "hash_key": "cell",
        "item": pulumi.Output.all(**texts).apply(item),
    }


def _stack() -> str:
    """The full name of the stack that is being deployed, which an update of the cell needs."""
    return f"{pulumi.get_organization()}/{pulumi.get_project()}/{pulumi.get_stack()}"
