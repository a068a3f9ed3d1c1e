"""The tables of cases, one module per rule, mirrored below `cases/`."""

import importlib.util
from pathlib import Path

from policies.rule import Rule
from policies.testing import Cases

_TABLES = Path(__file__).resolve().parent / "cases"


def load(pack: str, rule: Rule) -> Cases:
    """The table of one rule."""
    path = _TABLES / pack / f"{rule.id.replace('-', '_')}.py"
    spec = importlib.util.spec_from_file_location(f"cases_{pack}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASES
