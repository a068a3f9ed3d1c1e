"""Every control of the catalogue is enforced, and the page says by which rule."""

from policies.catalogue import controls
from tests.policies import controls_page


def test_every_control_is_enforced() -> None:
    """Each row of the catalogue has a rule."""
    assert sorted(controls()) == sorted(controls_page.enforced())


def test_the_page_is_current() -> None:
    """`docs/controls.md` is what `python -m tests.policies.controls_page` writes."""
    assert controls_page.text() == controls_page.PAGE.read_text(encoding="utf-8")
