"""What every sample and both cities register, recorded once: for tests of a kind of resource in all components."""

from collections.abc import Iterator, Mapping
from functools import cache

from components.settings import settings_from
from tests.components.conftest import configuration, deployed
from tests.components.recording import Recorder, Registration, record
from tests.components.samples import SAMPLES

CITIES = ("demo", "madrid")


@cache
def recorders() -> Mapping[str, Recorder]:
    """Label to what one program registered: each component with its valid arguments, and the cities of the stacks."""
    found = {stack: deployed(settings_from(configuration(stack), stack)) for stack in CITIES}
    for kind, sample in SAMPLES.items():
        for number, change in enumerate(({}, *sample.others)):
            args = sample.args(change)
            found[f"{kind.__name__} {number}"] = record(lambda kind=kind, args=args: kind("part", args))
    return found


def of_type(*tokens: str) -> Iterator[tuple[str, Registration]]:
    """Every registration of these types, with the label of its program."""
    for label, recorder in recorders().items():
        for registration in recorder.registrations:
            if registration.type in tokens:
                yield label, registration
