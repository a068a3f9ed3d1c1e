"""Whose tokens a cell accepts: the pools of an identity, or one other provider."""

import json
from typing import Any

import pulumi
import pytest

from components import CityCell
from components.city.config import CityConfig, resolve
from components.city.issuers import from_stack
from tests.components.recording import Recorder, record
from tests.components.samples import SAMPLES
from tests.components.samples.city_cell import IDENTITY, NO_PROVIDER

STACK = "pulumi:pulumi:StackReference"
PROVIDER = {
    "TOKEN_ISSUER": "https://tokens.example.com",
    "TOKEN_AUDIENCE": "citycell",
    "TOKEN_JWKS_URL": "https://tokens.example.com/keys",
}


def variables(change: dict[str, Any]) -> dict[str, str]:
    """The variables of the order service that say whose tokens it accepts."""
    city = record(lambda: CityCell("part", SAMPLES[CityCell].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict
    definitions = city.of_type("aws:ecs/taskDefinition:TaskDefinition")
    (orders,) = [item for item in definitions if "orders" in item.name]
    (container,) = json.loads(orders.inputs["containerDefinitions"])
    return {item["name"]: item["value"] for item in container["environment"] if item["name"].startswith("TOKEN_")}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, PROVIDER),
        ({"token_algorithm": "RS256"}, PROVIDER | {"TOKEN_ALGORITHM": "RS256"}),
        (
            NO_PROVIDER | {"identity_stack": IDENTITY},
            {"TOKEN_ISSUERS": '[{"issuer": "https://cognito-idp.example/pool", "role": "customer"}]'},
        ),
        (
            NO_PROVIDER | {"token_issuers": [{"issuer": pulumi.Output.from_input("https://a"), "clients": ["c"]}]},
            {"TOKEN_ISSUERS": '[{"issuer": "https://a", "clients": ["c"]}]'},
        ),
    ],
    ids=["provider", "algorithm", "stack", "program"],
)
def test_the_issuers_reach_the_order_service(change: dict[str, Any], expected: dict[str, str]) -> None:
    """Existing cells keep their variables; an identity takes their place."""
    assert variables(change) == expected


class Other(Recorder):
    """A backend whose stacks are none of an identity."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str | None, dict[Any, Any]]:
        """Answer a stack with other outputs."""
        identifier, answer = super().new_resource(args)
        outputs: dict[str, Any] = {"outputs": {"region": "eu-west-1"}, "secretOutputNames": []}
        return identifier, answer | (outputs if args.typ == STACK else {})


def test_a_stack_of_something_else_is_one_line() -> None:
    """The error names the argument and what to do."""
    change = NO_PROVIDER | {"identity_stack": IDENTITY}
    config: CityConfig = resolve("part", SAMPLES[CityCell].args(change))  # pyright: ignore[reportArgumentType] - the tests' dict

    def build() -> Any:
        stack = pulumi.StackReference("identity", stack_name=IDENTITY)
        return from_stack("CityCell 'part'", stack, config)

    with pytest.raises(
        Exception, match="identity_stack is 'organization/citycell-identity/identity', but it is no stack"
    ):
        record(build, Other())
