"""The results of the benchmarks that stand in the repository."""

from bench.report import RESULTS, table


def test_the_table_is_that_of_the_results() -> None:
    """`make bench` writes both; neither is edited by hand."""
    assert (RESULTS / "README.md").read_text() == table()
