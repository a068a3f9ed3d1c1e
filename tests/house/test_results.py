"""The results of the benchmarks that stand in the repository."""

import pytest

from bench.__main__ import BENCHMARKS
from bench.report import RESULTS, table


def test_the_table_is_that_of_the_results() -> None:
    """`make bench` writes both; neither is edited by hand."""
    assert (RESULTS / "README.md").read_text() == table()


@pytest.mark.parametrize("name", [benchmark.name for benchmark in BENCHMARKS])
def test_a_benchmark_has_a_result(name: str) -> None:
    """Whoever adds one also measures."""
    assert (RESULTS / f"{name}.json").is_file()
