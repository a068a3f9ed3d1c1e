"""Which packs there are and which rules each holds."""

import importlib
import pkgutil
from pathlib import Path

from .rule import Rule

_ROOM = Path(__file__).resolve().parent


def names() -> list[str]:
    """The packs of this room: its folders with a `PulumiPolicy.yaml`."""
    return sorted(settings.parent.name for settings in _ROOM.glob("*/PulumiPolicy.yaml"))


def folder(pack: str) -> Path:
    """Where a pack is, for `pulumi preview --policy-pack`."""
    return _ROOM / pack


def ids(*chosen: str) -> list[str]:
    """The ids of the rules of some packs, or of all, told by their modules' names: no rule is loaded for that."""
    modules = [path.stem for pack in chosen or names() for path in (folder(pack) / "rules").glob("*.py")]
    return sorted(name.replace("_", "-") for name in modules if name != "__init__")


def version(pack: str) -> str:
    """What a pack's `PulumiPolicy.yaml` calls its version."""
    lines = (folder(pack) / "PulumiPolicy.yaml").read_text(encoding="utf-8").splitlines()
    return next(line.partition(":")[2].strip() for line in lines if line.startswith("version:"))


def rules(pack: str) -> list[Rule]:
    """The rules of a pack, sorted by id: each module in its `rules` folder defines one `RULE`."""
    package = importlib.import_module(f"{__package__}.{pack}.rules")
    modules = [info.name for info in pkgutil.iter_modules(package.__path__)]
    found = [importlib.import_module(f"{package.__name__}.{module}").RULE for module in modules]
    return sorted(found, key=lambda rule: rule.id)
