"""The settings of a region's stack: `Pulumi.region-<aws-region>.yaml` read into the arguments of a `Region`."""

from typing import Final

from ..core.settings import SettingsReader
from ..core.zones import SHARED_CELL
from .args import RegionArgs
from .config import RegionConfig, resolve

READER: Final = SettingsReader[RegionConfig](
    kind=RegionArgs,
    resolve=resolve,
    built={"published_routing": None},
    defaults={"city": "shared", "cell": SHARED_CELL},
)
"""The reader; the program passes the table that is published now."""
