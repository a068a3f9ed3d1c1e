"""`docs/destroy.md` lists what a kept cell retains."""

from tests.components.contracts import CASES, built, children
from tests.engine import destroy_page


def test_the_table_has_every_retained_type() -> None:
    """The types that the samples retain, and no other. `docs/account.md` has those of the account."""
    retained = {
        item.type
        for sample, change in CASES
        if change.get("disposable") is not True
        for item in children(built(sample, {**change, "disposable": False}))
        if item.retain and item.parent_type != "citycell:index:AccountBaseline"
    }
    assert sorted(retained) == sorted(destroy_page.RETAINED)


def test_the_page_is_the_table() -> None:
    """`docs/destroy.md` is what `python -m tests.engine.destroy_page` writes."""
    assert destroy_page.page() == destroy_page.PAGE.read_text()
