"""Arguments of every public component: right ones, other right ones, and wrong ones with the error that they get.

One module a component; a component without one fails `test_contracts`. Contracts, properties and tables of errors run
over all of them.
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
"""Every public component of the package: discovered, so that a later one is held too."""


KEY, OTHER_KEY = (f"arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d-000{n}-4000-8000-0a1b2c3d4e5f" for n in (1, 2))


@dataclass(frozen=True)
class Edit:
    """One argument changed: what the component is told before and after, as changes of its good arguments."""

    after: Mapping[str, Any]
    before: Mapping[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True)
class Grant:
    """An IAM document that a component hands out, with questions to it: (action, resource ARN)."""

    document: pulumi.Input[str]
    allowed: Sequence[tuple[str, str]]
    """What its holder may do."""
    denied: Sequence[tuple[str, str]]
    """The same on a neighbour: another topic, table or prefix."""
    context: Mapping[str, str] = field(default_factory=dict[str, str])
    """Condition keys of the requests, where the document asks for some."""


@dataclass(frozen=True)
class Sample:
    """What tests know of one component."""

    kind: type[Any]
    good: Mapping[str, Any]
    """The least arguments beside a cell's own."""
    others: Sequence[Mapping[str, Any]] = ()
    """Changes of the good ones that are right too: together they make every child that the component can make."""
    bad: Sequence[tuple[Mapping[str, Any], str]] = ()
    """A change of the good arguments and a part of its error."""
    arguments: st.SearchStrategy[Mapping[str, Any]] = field(default_factory=lambda: st.just({}))
    """Changes of the good ones, all right."""
    changes: Mapping[str, Edit] = field(default_factory=dict[str, Edit])
    """For each of its rows in `components/*/changes.toml` a change that the engine tries: by the row's argument, as
    `argument of child` where the component has another child with the same argument in another kind."""
    grants: Callable[[Any], Mapping[str, Grant]] | None = None
    """The documents that a made component hands out, by a name for each."""

    def args(self, change: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """All arguments, a cell's own among them; a change to None takes one away."""
        told = CELL_ARGS | dict(self.good) | dict(change or {})
        return {key: value for key, value in told.items() if value is not None}


def _load() -> dict[type[Any], Sample]:
    found: dict[type[Any], Sample] = {}
    for module in pkgutil.iter_modules(__path__, f"{__name__}."):
        sample: Sample = importlib.import_module(module.name).SAMPLE
        found[sample.kind] = sample
    return found


SAMPLES = _load()
"""Component to what tests know of it."""
