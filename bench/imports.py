"""What an import of one public component costs above the `pulumi_aws` submodules that it needs anyway."""

import inspect
import re
from collections.abc import Iterable
from contextlib import AbstractContextManager
from functools import partial

import pulumi

import components

from .flat_program import submodule
from .measure import Benchmark, Timed, pair
from .programs import python

MAX_RATIO = 1.15


def public_components() -> list[str]:
    """Names of the component classes that the package exports."""
    return [name for name in components.__all__ if _is_component(getattr(components, name))]


def benchmarks() -> list[Benchmark]:
    """One benchmark for each public component."""
    return [
        Benchmark(
            f"imports_{_snake(name)}",
            "imports",
            f"`from components import {name}`",
            "the `pulumi_aws` submodules of its resources",
            9,
            partial(import_time, name),
            group="imports",
            max_ratio=MAX_RATIO,
        )
        for name in public_components()
    ]


def import_time(component: str) -> AbstractContextManager[tuple[Timed, Timed]]:
    """A fresh interpreter imports a component, and another one only the submodules of its resources."""
    program = floor_program(registered_types(component))
    return pair(lambda: python(f"from components import {component}"), lambda: python(program))


def registered_types(component: str) -> set[str]:
    """Type tokens of all AWS resources that a component registers in any of its test samples."""
    # Recording needs the whole test kit, which nothing else here does.
    from tests.components.contracts import CASES, built_case, children  # noqa: PLC0415

    return {
        item.type
        for number, (sample, _) in enumerate(CASES)
        if sample.kind.__name__ == component
        for item in children(built_case(number))
        if item.type.startswith("aws:")
    }


def floor_program(tokens: Iterable[str]) -> str:
    """Imports of the resource classes, one line for each submodule.

    The classes are imported by name because `import pulumi_aws.msk` loads nothing: the SDK defers a submodule until one
    of its attributes is read.
    """
    classes: dict[str, set[str]] = {}
    for token in tokens:
        classes.setdefault(submodule(token), set()).add(token.rsplit(":", 1)[-1])
    return "\n".join(f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(classes.items()))


def _is_component(value: object) -> bool:
    return inspect.isclass(value) and issubclass(value, pulumi.ComponentResource)


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
