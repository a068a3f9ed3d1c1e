"""The issuers of a cell's tokens: those of the stack of an `Identity`, or one other provider."""

from typing import Any

import pulumi

from ..core.errors import ArgumentError
from ..core.outputs import json_text
from .config import CityConfig


def from_stack(subject: str, outputs: pulumi.StackReference, config: CityConfig) -> pulumi.Output[Any]:
    """The issuers that the stack of an identity exports (`stacks/identity`).

    Raises:
        ArgumentError: during the update, if the stack is not one of an identity.
    """

    def checked(issuers: Any) -> Any:
        if not issuers:
            message = "it is no stack of an Identity with apps, or was never deployed: deploy it first"
            raise ArgumentError(subject, "identity_stack", config.identity_stack, message)
        return issuers

    return outputs.get_output("tokenIssuers").apply(checked)


def environment(config: CityConfig, issuers: pulumi.Input[Any] | None) -> dict[str, pulumi.Input[str]]:
    """The variables of the order service that say whose tokens it accepts (`services/orders/issuers.py`)."""
    if issuers is not None:
        return {"TOKEN_ISSUERS": json_text(pulumi.Output.from_input(issuers))}
    provider = config.token_provider
    assert provider is not None
    algorithm = {} if provider.algorithm is None else {"TOKEN_ALGORITHM": provider.algorithm.value}
    return {
        "TOKEN_ISSUER": provider.issuer,
        "TOKEN_AUDIENCE": provider.audience,
        "TOKEN_JWKS_URL": provider.jwks_url,
        **algorithm,
    }
