"""The packs and the rules of each."""

import importlib
import pkgutil
from pathlib import Path

import yaml

from .rule import Rule

_PACKAGE = Path(__file__).resolve().parent


def names() -> list[str]:
    """The packs of this package: its folders with a `PulumiPolicy.yaml`."""
    return sorted(settings.parent.name for settings in _PACKAGE.glob("*/PulumiPolicy.yaml"))


def folder(pack: str) -> Path:
    """The folder of a pack, for `pulumi preview --policy-pack`."""
    return _PACKAGE / pack


def ids(*chosen: str) -> list[str]:
    """The ids of the rules of some packs, by default all, from the names of their modules: no rule is imported."""
    modules = [path.stem for pack in chosen or names() for path in (folder(pack) / "rules").glob("*.py")]
    return sorted(name.replace("_", "-") for name in modules if name != "__init__")


def version(pack: str) -> str:
    """The version in a pack's `PulumiPolicy.yaml`."""
    settings = yaml.safe_load((folder(pack) / "PulumiPolicy.yaml").read_text(encoding="utf-8"))
    return str(settings["version"])


def rules(pack: str) -> list[Rule]:
    """The rules of a pack, sorted by id. Each module in its `rules` folder defines one `RULE`."""
    package = importlib.import_module(f"{__package__}.{pack}.rules")
    modules = [info.name for info in pkgutil.iter_modules(package.__path__)]
    found = [importlib.import_module(f"{package.__name__}.{module}").RULE for module in modules]
    return sorted(found, key=lambda rule: rule.id)
