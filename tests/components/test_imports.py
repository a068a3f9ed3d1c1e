"""Modules that the import of one public component loads."""

import subprocess
import sys

import pytest

from bench.imports import public_components, registered_types, submodule
from local.paths import ROOT

_PROGRAM = """
import sys
import types

def loaded():
    # The SDK puts a placeholder of another class into `sys.modules` until an attribute of the submodule is read.
    return {{
        name
        for name, module in sys.modules.items()
        if name.startswith(("pulumi_aws.", "pulumi_awsx")) and name.count(".") < 2 and type(module) is types.ModuleType
    }}

import pulumi_aws
always = loaded()
from components import {component}
print(*sorted(loaded() - always))
"""


@pytest.mark.parametrize("component", public_components())
def test_a_component_loads_no_submodule_of_another_service(component: str) -> None:
    """Import what annotations or module level code need from the component's own services only."""
    program = _PROGRAM.format(component=component)
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert set(done.stdout.split()) - set(map(submodule, registered_types(component))) == set()
