"""Which packs there are and which rules each holds."""

import importlib
import pkgutil
from pathlib import Path

from .rule import Rule

_ROOM = Path(__file__).resolve().parent


def names() -> list[str]:
    """The packs of this room: its folders with a `PulumiPolicy.yaml`."""
    return sorted(settings.parent.name for settings in _ROOM.glob("*/PulumiPolicy.yaml"))


def rules(pack: str) -> list[Rule]:
    """The rules of a pack, sorted by id: each module in its `rules` folder defines one `RULE`."""
    package = importlib.import_module(f"{__package__}.{pack}.rules")
    modules = [info.name for info in pkgutil.iter_modules(package.__path__)]
    found = [importlib.import_module(f"{package.__name__}.{module}").RULE for module in modules]
    return sorted(found, key=lambda rule: rule.id)
