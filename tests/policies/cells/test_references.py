"""Cells side by side: neither names what belongs to the other, and each name of the other is found."""

from dataclasses import replace

import pytest

from policies.cells.membership import cell_of
from policies.cells.references import names
from policies.engine.evaluation import Member, connect
from policies.model.values import Value
from policies.network.rules.cell_isolation import RULE
from policies.rule import Finding, Resource
from policies.testing import Node, document, stack_of
from tests.policies.stacks import CITIES, city


def _both() -> list[Member]:
    return [
        replace(
            member,
            urn=f"{name}::{member.urn}",
            parent=f"{name}::{member.parent}",
            edges={key: [f"{name}::{urn}" for urn in urns] for key, urns in member.edges.items()},
        )
        for name in CITIES
        for member in city(name).members
    ]


def _found(resource: Resource) -> list[str]:
    return [result.path for result in RULE.evaluate(resource) if isinstance(result, Finding)]


def _evaluated(resources: list[Resource]) -> dict[str, list[str]]:
    kinds = frozenset(RULE.types)
    return {resource.urn: found for resource in resources if resource.type in kinds if (found := _found(resource))}


def test_two_cities_in_one_stack_name_nothing_of_each_other() -> None:
    """Both reference cities, side by side, have two cells, many names, and no finding."""
    resources = connect(_both())
    assert {"demo", "madrid"} == {cell_of(resource) for resource in resources} - {""}
    assert names(resources[0].stack).cells == {"demo", "madrid"}
    assert _evaluated(resources) == {}


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:dynamodb:eu-west-1:123456789012:table/madrid-{}",
        "arn:aws:iam::123456789012:role/madrid-{}",
        "arn:aws:lambda:eu-west-1:123456789012:function:madrid-{}",
        "arn:aws:logs:eu-west-1:123456789012:log-group:/citycell/madrid/{}:*",
        "arn:aws:kafka:eu-west-1:123456789012:topic/madrid-stream/*/{}",
    ],
)
def test_a_name_of_the_other_city_is_found(arn: str) -> None:
    """A role of one city that may use something by the other's name is found, though no such thing is known."""
    members = _both()
    place = next(
        number
        for number, member in enumerate(members)
        if member.type == "aws:iam/rolePolicy:RolePolicy" and "demo" in member.name
    )
    grant = document({"Action": "x:Use", "Resource": arn.format("anything")})
    members[place] = replace(members[place], properties=Value({"policy": grant}))
    assert {members[place].urn: ["policy"]} == _evaluated(connect(members))


def test_many_cells_are_read_in_bounded_time() -> None:
    """A thousand cells, each of which names its own queue and the next cell's: one finding each, at the other's."""
    count = 1_000
    queues = {
        f"queue-{number}": Node(
            "aws:sqs/queue:Queue", {"name": f"cell-{number}-orders", "tags": {"cell": f"cell-{number}"}}
        )
        for number in range(count)
    }
    roles = {
        f"role-{number}": Node(
            "aws:iam/role:Role",
            {
                "tags": {"cell": f"cell-{number}"},
                "inlinePolicies": [
                    {"policy": document({"Action": "sqs:SendMessage", "Resource": f"arn:aws:sqs:*:*:cell-{to}-orders"})}
                    for to in (number, (number + 1) % count)
                ],
            },
        )
        for number in range(count)
    }
    found = _evaluated(list(stack_of(queues | roles).values()))
    assert {name: ["inlinePolicies[1].policy"] for name in roles} == found
