"""Arguments of every public component: valid ones, and invalid ones with their error.

Each component has a module here; without it, `test_arguments` fails. Contracts, properties and tests of errors run for
all of them.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pulumi
from hypothesis import strategies as st

import components
from tests.components.recording import CELL_ARGS

COMPONENTS: tuple[type[Any], ...] = tuple(
    kind
    for kind in (getattr(components, name) for name in components.__all__)
    if inspect.isclass(kind) and issubclass(kind, pulumi.ComponentResource)
)
"""Every public component of the package, discovered, so that tests cover new ones too."""


KEY, OTHER_KEY = (f"arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-000{n}-4000-8000-0a1b2c3d4e5f" for n in (1, 2))


@dataclass(frozen=True)
class Edit:
    """One changed argument: the arguments before and after, as changes of the valid ones."""

    after: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Grant:
    """An IAM document of a component, with requests to evaluate: (action, resource ARN)."""

    document: pulumi.Input[str]
    allowed: Sequence[tuple[str, str]]
    """Allowed requests."""
    denied: Sequence[tuple[str, str]]
    """Denied requests, such as on another topic, table or prefix."""
    context: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys of the requests, if the document has conditions."""


@dataclass(frozen=True)
class Sample:
    """Arguments of one component for tests."""

    kind: type[Any]
    good: Mapping[str, Any]
    """The minimum arguments, without those of the cell."""
    others: Sequence[Mapping[str, Any]] = ()
    """Valid changes of `good`; together they make every child that the component can make."""
    bad: Sequence[tuple[Mapping[str, Any], str]] = ()
    """Invalid changes of `good`, each with a part of its error."""
    arguments: st.SearchStrategy[Mapping[str, Any]] = field(default_factory=lambda: st.just({}))
    """A strategy of valid changes of `good`."""
    changes: Mapping[str, Edit] = field(default_factory=dict[str, Edit])
    """For each row in its `changes.toml`, a change that the engine tests try. The key is the row's argument, or
    `argument of child` if the argument reaches several children."""
    grants: Callable[[Any], Mapping[str, Grant]] | None = None
    """The IAM documents of a component by name."""

    def args(self, change: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """All arguments, including those of the cell; a change to None removes one."""
        args = CELL_ARGS | dict(self.good) | dict(change or {})
        return {key: value for key, value in args.items() if value is not None}


def _load() -> dict[type[Any], Sample]:
    found: dict[type[Any], Sample] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        sample: Sample = importlib.import_module(module.name).SAMPLE
        found[sample.kind] = sample
    return found


SAMPLES = _load()
"""Component to its sample."""
