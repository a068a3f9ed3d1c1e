"""Serves the pack `resilience` to the Pulumi engine, which runs this folder as a program."""

import importlib
import sys
from pathlib import Path

# The folder above `policies` is the checkout, or `citycell` in site-packages. It is on the path for this import only,
# because other modules there could hide installed ones of the same name.
_ABOVE = str(Path(__file__).resolve().parents[2])
sys.path.insert(0, _ABOVE)
importlib.import_module("policies")
sys.path.remove(_ABOVE)

importlib.import_module("policies.server").serve_own("resilience")
