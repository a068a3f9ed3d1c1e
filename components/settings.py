"""A city's settings: `Pulumi.<stack>.yaml` read into the arguments of a `CityCell`.

`core.settings` reads them. `Pulumi.yaml` has the same names with their descriptions for `pulumi config`; a test
compares the two.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import config as runtime_config

from .city.args import CityCellArgs
from .city.config import CityConfig, resolve
from .core.settings import NAMESPACE, SettingsReader, StackSettings

READER: Final = SettingsReader(
    kind=CityCellArgs,
    resolve=resolve,
    built={
        "function_dependencies": pulumi.AssetArchive({}),
        "message_dependencies": None,
        "migration_dependencies": None,
        "shared_region": None,
        "edge_prefix_list_id": "pl-00000000",
        "token_issuers": None,
    },
)
"""The reader of a city's settings; the program builds the dependencies and looks the prefix list up."""

ARGUMENTS: Final = READER.arguments
"""Setting, without `citycell:`, to the argument that it sets."""

__all__ = ["ARGUMENTS", "NAMESPACE", "READER", "Settings", "load_settings", "settings_from"]


@dataclass(frozen=True, kw_only=True)
class Settings(StackSettings[CityConfig]):
    """What one city's stack asks for, validated."""

    @property
    def city(self) -> CityConfig:
        """The configuration of the cell."""
        return self.config

    def cell_args(
        self,
        account_id: pulumi.Input[str],
        function_dependencies: pulumi.Archive,
        message_dependencies: pulumi.Archive | None = None,
        migration_dependencies: pulumi.Archive | None = None,
        *,
        edge_prefix_list_id: pulumi.Input[str] | None = None,
    ) -> CityCellArgs:
        """The arguments of the cell that these settings ask for; a cell with a domain needs the prefix list."""
        program: dict[str, Any] = {"account_id": account_id, "function_dependencies": function_dependencies}
        optional = {
            "message_dependencies": message_dependencies,
            "migration_dependencies": migration_dependencies,
            "edge_prefix_list_id": edge_prefix_list_id if self.city.edge else None,
        }
        program |= {argument: value for argument, value in optional.items() if value is not None}
        return cast("CityCellArgs", {**self.args, **program})


def load_settings() -> Settings:
    """The settings of the stack that is being deployed.

    Raises:
        ArgumentError: a setting is unknown, missing, malformed, or beyond its limits.
        pulumi.RunError: one cell cannot carry the load.
    """
    values = dict(runtime_config.get_config_env()) | dict(runtime_config.CONFIG.get())
    return settings_from(values, pulumi.get_stack())


_FILES: Final = (f"{NAMESPACE}:demandForecast",)
"""Settings that name a file."""


def settings_from(values: Mapping[str, str], stack: str, folder: Path | None = None) -> Settings:
    """The settings in a stack's configuration, whose names carry their namespace (`citycell:city`, `aws:region`).

    Args:
        values: the configuration.
        stack: the stack's name.
        folder: the program's folder, which files are relative to; by default the current one, as in an update.

    Raises:
        ArgumentError: as `load_settings`.
        pulumi.RunError: as `load_settings`.
    """
    files = {key: str(folder / values[key]) for key in _FILES if folder is not None and values.get(key)}
    found = READER.read({**values, **files}, stack)
    return Settings(args=found.args, config=found.config)
