"""Every control of the catalogue is enforced, or its reason is told; and the page says which."""

from policies.catalogue import controls
from policies.out_of_scope import LIMIT, OUT_OF_SCOPE
from tests.policies import controls_page


def test_every_control_is_enforced_or_out_of_scope() -> None:
    """Each row of the catalogue has a rule or a reason, and none has both."""
    assert sorted({*controls()} - {*OUT_OF_SCOPE}) == sorted(controls_page.enforced())


def test_little_is_out_of_scope() -> None:
    """At most a handful of rows, each in the catalogue and with a reason."""
    assert {*OUT_OF_SCOPE} <= {*controls()}
    assert len(OUT_OF_SCOPE) <= LIMIT
    assert all(reason.endswith(".") for reason in OUT_OF_SCOPE.values())


def test_the_page_is_what_the_rules_say() -> None:
    """`docs/controls.md` is what `python -m tests.policies.controls_page` writes."""
    assert controls_page.text() == controls_page.PAGE.read_text(encoding="utf-8")
