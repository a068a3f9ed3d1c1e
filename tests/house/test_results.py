"""The benchmark results in the repository."""

from bench.report import RESULTS, table


def test_the_table_is_that_of_the_results() -> None:
    """`make bench` writes both, and nobody edits them by hand."""
    assert (RESULTS / "README.md").read_text() == table()
