"""How the tests are spread over two processes.

Each process imports the SDK, records the samples and starts its own Kafka, so what shares these stays together. Only
one whole city runs at a time: its replay follows the clock, and beside a second one its orders would expire.
"""

from typing import Final

from xdist.scheduler import LoadScopeScheduling

AREAS: Final = ("tests/city", "tests/policies", "tests/components")
"""Folders whose tests run in one process, in this order; the rest follows them."""

SPREAD: Final = ("tests/engine/", "tests/upgrade/")
"""Folders of long tests that share nothing. They come last and one by one, so that both processes end together."""

WHOLE_FILES: Final = ("tests/engine/test_contracts.py",)
"""Files of these folders whose tests share a deployment."""


def unit(test: str) -> str:
    """The unit of work that a test belongs to: a folder, a file, or the test itself."""
    file = test.partition("::")[0]
    for area in AREAS:
        if file.startswith(f"{area}/"):
            return area
    return test if file.startswith(SPREAD) and file not in WHOLE_FILES else file


def position(test: str) -> int:
    """Where a test stands in the order of a run over several processes."""
    of_test = unit(test)
    if of_test in AREAS:
        return AREAS.index(of_test)
    return len(AREAS) + test.startswith(SPREAD)


class ByUnit(LoadScopeScheduling):
    """Gives each process one unit after the other."""

    def _split_scope(self, nodeid: str) -> str:
        return unit(nodeid)
