"""Whatever a component is told: right arguments build what the contracts ask for, wrong ones register nothing."""

import os
from collections.abc import Mapping
from typing import Any

import pulumi
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import components
from components import ArgumentError
from tests.components.contracts import built, children, plain_secrets, repeated, too_long, unguarded, wrong_tags
from tests.components.recording import CELL_ARGS, record
from tests.components.samples import SAMPLES, Sample

each_component = pytest.mark.parametrize(
    "sample", [pytest.param(sample, id=kind.__name__) for kind, sample in SAMPLES.items()]
)

CAMPAIGN = os.environ.get("CITYCELL_EXAMPLES")
"""How many examples each property tries, anew each time; by default a dozen, the same ones everywhere."""

settings.register_profile(
    "components",
    max_examples=int(CAMPAIGN or 12),
    derandomize=not CAMPAIGN,
    deadline=None,  # a component of hundreds of children takes a second
    suppress_health_check=list(HealthCheck),
)
in_profile = settings.get_profile("components")

NAMES = st.sampled_from(["lisbon", "p", "costa-da-caparica-20", "a-b-c-d-e-f-g-h-i-j2"])
WRONG: tuple[Any, ...] = (None, True, -1, 0, 10**9, 2.5, "", "x", "Ünknown value", [], [None], {}, {"x": None})
"""Values of every kind that JSON has."""


def keys(sample: Sample) -> list[str]:
    """Every argument of a component."""
    kind = getattr(components, f"{sample.kind.__name__}Args")
    return sorted(kind.__required_keys__ | kind.__optional_keys__)


class TakenError(Exception):
    """Raised in place of the first registration: a component whose arguments were taken would begin there."""


def wrongly_refused(sample: Sample, args: Mapping[str, Any]) -> str:
    """What is wrong with how arguments are refused; nothing when they are taken, or refused in one line."""
    try:
        sample.kind("part", args)
    except TakenError:
        return ""
    except pulumi.RunError as error:
        return "more than one line" if "\n" in str(error) else ""
    except Exception as error:  # noqa: BLE001 - any other error is the finding
        return f"{type(error).__name__}: {error}"
    return "nothing was registered"


@each_component
@in_profile
@given(data=st.data())
def test_right_arguments_build_what_the_contracts_ask_for(sample: Sample, data: st.DataObject) -> None:
    """Whatever the right arguments, and however long the cell's name: names, tags, protection, and no secret."""
    name = data.draw(NAMES, label="cell")
    change = data.draw(sample.arguments, label="change")
    args = sample.args({**change, "cell": name, "city": name})
    recorder = built(sample, {**change, "cell": name, "city": name})
    assert children(recorder)
    assert wrong_tags(recorder, args) == {}
    assert repeated(recorder) == []
    assert too_long(recorder) == {}
    assert plain_secrets(recorder) == []
    assert unguarded(recorder, disposable=bool(args.get("disposable", False))) == {}


@each_component
def test_one_wrong_value_is_one_line(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any argument in another type or far outside its limits is refused before anything is registered, or is taken."""

    def first_registration(*_: Any) -> None:
        raise TakenError

    monkeypatch.setattr(pulumi.ComponentResource, "__init__", first_registration)
    tried = [(key, value) for key in keys(sample) for value in WRONG]
    found = {f"{key}={value!r}": wrongly_refused(sample, {**sample.args(), key: value}) for key, value in tried}
    assert {case: problem for case, problem in found.items() if problem} == {}
    with pytest.raises(TakenError):
        sample.kind("part", sample.args())


@each_component
def test_what_is_required_and_what_there_is_are_said(sample: Sample) -> None:
    """A required argument that is left out, and one that there is not, are each named."""
    kind = getattr(components, f"{sample.kind.__name__}Args")
    for key in sorted(kind.__required_keys__):
        args = sample.args()
        del args[key]
        with pytest.raises(ArgumentError, match=f"'part': {key} is None, but it is required"):
            built_from(sample, args)
    with pytest.raises(ArgumentError, match=r"ownerr is 'x', but there is no such argument.*owner"):
        built_from(sample, sample.args({"ownerr": "x"}))


@each_component
def test_every_argument_is_drawn(sample: Sample) -> None:
    """The strategy of a component knows only arguments that there are, and one that takes some draws some."""
    drawn: set[str] = set()

    @in_profile
    @given(sample.arguments)
    def draw(change: Mapping[str, Any]) -> None:
        drawn.update(change)

    draw()
    own = set(keys(sample)) - CELL_ARGS.keys() - {"disposable"}
    assert sorted(drawn - set(keys(sample))) == []
    assert bool(own) == bool(drawn - {"disposable"})


def built_from(sample: Sample, args: Mapping[str, Any]) -> None:
    """A component on mocks, from exactly these arguments."""
    record(lambda: sample.kind("part", args))
