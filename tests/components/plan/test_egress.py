"""Egress: which endpoints cost less than NAT, and which actions they allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from policy_sentry.querying.actions import get_actions_for_service

from components.plan.egress import ENDPOINT_ACTIONS, REQUIRED, UNFIT, Nat, endpoint_cost, nat_cost, worthwhile

gigabytes = st.floats(0, 1e6)
zones = st.integers(2, 3)
gateways = st.sampled_from([Nat.ONE, Nat.PER_ZONE, Nat.REGIONAL])

BREAK_EVEN = [
    (3, Nat.PER_ZONE, 626),
    (3, Nat.REGIONAL, 626),
    (3, Nat.ONE, 454),
    (2, Nat.PER_ZONE, 418),
]
"""GB a month from which an endpoint is cheaper: zones x 7.30 over 0.035, or 0.035 and the share that crosses zones."""


@pytest.mark.parametrize(("count", "nat", "gb"), BREAK_EVEN)
def test_an_endpoint_pays_off_from_some_traffic_on(count: int, nat: Nat, gb: int) -> None:
    """With one GB less, NAT is cheaper."""
    assert (worthwhile({"kms": gb}, count, nat), worthwhile({"kms": gb - 1}, count, nat)) == (["kms"], [])


def test_without_nat_what_a_cell_cannot_start_without_is_there() -> None:
    """There is no other way, so traffic does not matter; what has none is left out."""
    assert [*sorted({*REQUIRED, "sqs"})] == worthwhile({"sqs": 0.1, "sns": 0}, 3, Nat.NONE)


@given(gigabytes, gigabytes, zones, gateways)
def test_more_traffic_never_speaks_against_an_endpoint(one: float, other: float, count: int, nat: Nat) -> None:
    """What pays off pays off for more, and what it saves is more than nothing."""
    less, more = sorted((one, other))
    assert set(worthwhile({"kms": less}, count, nat)) <= set(worthwhile({"kms": more}, count, nat))
    assert bool(worthwhile({"kms": more}, count, nat)) == (endpoint_cost(more, count) < nat_cost(more, count, nat))


@pytest.mark.parametrize("service", ENDPOINT_ACTIONS)
def test_endpoints_let_actions_through_that_exist(service: str) -> None:
    """Every action is in AWS's list of the service's actions."""
    actions = ENDPOINT_ACTIONS[service]
    (prefix,) = {action.split(":")[0] for action in actions}
    assert set(actions) <= set(get_actions_for_service(prefix))


def test_required_and_unfit_services_are_known() -> None:
    """A required endpoint has actions, and none is both offered and advised against."""
    assert set(REQUIRED) <= ENDPOINT_ACTIONS.keys()
    assert set() == UNFIT.keys() & ENDPOINT_ACTIONS.keys()
