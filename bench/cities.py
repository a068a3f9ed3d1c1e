"""A program with several demo cities side by side."""

from local.paths import ROOT
from tests.components.conftest import configuration
from tests.components.recording import ACCOUNT

_PROGRAM = """
import sys
sys.path.insert(0, {root!r})
import pulumi
from components import CityCell
from components.settings import settings_from

for number in range({cities}):
    name = f"demo{{number}}"
    settings = settings_from({configuration!r} | {{"citycell:city": name}}, name)
    CityCell(name, settings.cell_args({account!r}, pulumi.AssetArchive({{}}), None, pulumi.AssetArchive({{}})))
"""


def cities_program(cities: int) -> str:
    """The text of a program with so many demo cities, each with a name of its own."""
    return _PROGRAM.format(root=str(ROOT), cities=cities, configuration=configuration("demo"), account=ACCOUNT)
