"""`docs/account.md` lists what a cell relies on: for every type that components make, and every quota."""

import re

import pytest

from components.account.args import ServiceLinkedRole
from components.aws.quotas import BY_CODE
from local.provider.sdk import sdk_type
from tests.components.contracts import CASES, built_case, children
from tests.house.syntax import ROOT

PAGE = (ROOT / "docs" / "account.md").read_text()
TYPE = re.compile(r"`([a-z0-9]+/[a-zA-Z0-9]+:[A-Z]\w+)`")
BASELINE = "AccountBaseline"


def section(title: str) -> str:
    """The text of a section."""
    return PAGE.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(title: str) -> list[list[str]]:
    """The cells of the table in a section, without its header."""
    lines = [line for line in section(title).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines[1:]]


def made_types() -> set[str]:
    """The types of all components but the baseline itself, as the page spells them."""
    cases = [number for number, (sample, _) in enumerate(CASES) if sample.kind.__name__ != BASELINE]
    made = [item for number in cases for item in children(built_case(number))]
    return {item.type.removeprefix("aws:") for item in made if not item.parent_type.endswith(f":{BASELINE}")}


def test_every_type_is_in_the_page() -> None:
    """A new type needs a row with what it relies on in the account, or a place among the types without one."""
    assert sorted(made_types() - set(TYPE.findall(section("Prerequisites")))) == []


def test_a_type_relies_on_something_or_on_nothing() -> None:
    """No type is both in the table and among those that rely on nothing."""
    table = {found for row in rows("Prerequisites") for found in TYPE.findall(row[1])}
    text = section("Prerequisites").split("These types rely on nothing", 1)[1]
    assert sorted(table & set(TYPE.findall(text))) == []
    assert table


def test_every_type_of_the_page_exists() -> None:
    """A type that is misspelt is a type of no SDK class."""
    assert [found for found in sorted(set(TYPE.findall(PAGE))) if sdk_type(f"aws:{found}") is None] == []


def test_every_prerequisite_says_why_and_who_makes_it() -> None:
    """Each row has five cells, none of them empty."""
    assert [row for row in rows("Prerequisites") if len(row) != 5 or not all(row)] == []


@pytest.mark.parametrize("role", ServiceLinkedRole)
def test_every_service_linked_role_is_in_the_page(role: ServiceLinkedRole) -> None:
    """With the resource types that use it."""
    service, _, scaling = role.value.partition(".application-autoscaling.")
    found = [row for row in rows("Prerequisites") if (f"`{service}`" in row[0] if scaling else role.value in row[0])]
    assert len(found) == 1


def test_every_quota_is_in_the_page() -> None:
    """With its code, its default value and its page."""
    listed = {re.findall(r"`(L-\w+)`", row[1])[0]: row for row in rows("Quotas")}
    assert listed.keys() == BY_CODE.keys()
    for code, quota in BY_CODE.items():
        name, codes, default, source = listed[code]
        assert (name, source) == (quota.name, quota.source)
        assert f"`{quota.service_code}`" in codes
        assert default.split(";")[0] == f"{quota.default:,.0f}"
        assert [value for value in quota.by_region.values() if f"{value:,.0f} in " not in default] == []
        assert ("fixed" in default) == (not quota.is_adjustable)
