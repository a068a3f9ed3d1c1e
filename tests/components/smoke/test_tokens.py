"""Tokens of user pools: which identities the test may act for, and as which subject."""

from typing import Any

import pytest

from components.smoke.tokens import Role, read_tokens

from .fake_city import token


@pytest.mark.parametrize(
    ("role", "groups", "subject"),
    [
        (Role.COURIER, ["smoke-tests"], "u-17"),
        (Role.CUSTOMER, ["premium", "smoke-tests"], "u-17"),
        (Role.RESTAURANT, ["smoke-tests", "restaurant:smoke-kitchen"], "smoke-kitchen"),
    ],
)
def test_a_user_of_a_pool_is_a_test_identity_by_their_group(role: Role, groups: list[str], subject: str) -> None:
    """Access tokens of Amazon Cognito have no role and a generated subject; the staff act for their restaurant."""

    def source(wanted: Role) -> str:
        claims: dict[str, Any] = {"cognito:groups": groups, "client_id": "app"}
        return token(role, "u-17", **claims) if wanted is role else token(wanted)

    assert read_tokens(source)[role].subject == subject
