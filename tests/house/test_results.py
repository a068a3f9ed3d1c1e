"""The benchmark results in the repository."""

from bench.report import RESULTS, table


def test_the_table_is_that_of_the_results() -> None:
    """Run `make bench`, which writes both files, instead of editing them."""
    assert (RESULTS / "README.md").read_text() == table()
