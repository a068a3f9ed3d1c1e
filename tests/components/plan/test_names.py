"""Names stay within their length limit and stay different."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.aws.names import camel_case, fit, is_cell_name

names = st.from_regex(r"[a-z][a-z0-9-]{0,80}", fullmatch=True)


@given(names, st.integers(10, 64))
def test_names_fit(name: str, budget: int) -> None:
    """No name is longer than its budget, and one that fits is left alone."""
    assert len(fit(name, budget)) <= budget
    assert len(name) > budget or fit(name, budget) == name


@given(names, names, st.integers(16, 64))
def test_cut_names_stay_different(one: str, other: str, budget: int) -> None:
    """Names that differ anywhere differ after cutting."""
    assert (one == other) == (fit(one, budget) == fit(other, budget))


def test_a_budget_without_room_is_refused() -> None:
    """A name of nine characters could not hold a hash."""
    with pytest.raises(ValueError, match="budget of 9"):
        fit("orders", 9)


@pytest.mark.parametrize(
    ("name", "good"),
    [
        ("lisbon", True),
        ("madrid-norte", True),
        ("a2", True),
        ("Lisbon", False),
        ("madrid--norte", False),
        ("-lisbon", False),
        ("2lisbon", False),
        ("lisbon-", False),
        ("a" * 21, False),
        ("", False),
    ],
)
def test_cell_names(name: str, *, good: bool) -> None:
    """A cell's name can stand in every AWS name."""
    assert good == is_cell_name(name)


def test_camel_case() -> None:
    """Outputs are named as Pulumi schemas name them."""
    assert camel_case("bootstrap_servers") == "bootstrapServers"
