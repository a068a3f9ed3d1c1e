"""The table of differences from AWS."""

from local.runtime.differences import DIFFERENCES, PAGE, rendered


def test_page_is_current() -> None:
    """The table in the documentation is current; `python -m local.runtime.differences` updates it."""
    assert rendered(PAGE.read_text()) == PAGE.read_text()


def test_rows_are_complete_and_distinct() -> None:
    """Each aspect occurs once and has all columns."""
    assert len({row.aspect for row in DIFFERENCES}) == len(DIFFERENCES)
    assert all(row.aws and row.here and row.why for row in DIFFERENCES)
