"""The table of differences from AWS."""

from local.runtime.differences import DIFFERENCES, PAGE, rendered


def test_page_is_current() -> None:
    """The manual's table is what the code says; `python -m local.runtime.differences` writes it anew."""
    assert rendered(PAGE.read_text()) == PAGE.read_text()


def test_rows_are_whole_and_distinct() -> None:
    """Each aspect stands once and says what AWS does, what is done here, and why."""
    assert len({row.aspect for row in DIFFERENCES}) == len(DIFFERENCES)
    assert all(row.aws and row.here and row.why for row in DIFFERENCES)
