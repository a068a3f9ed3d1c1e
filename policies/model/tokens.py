"""Type tokens: the AWS provider has several for some types, and rules know one of them."""

from ..aws.types import ALIASES


def canonical(token: str) -> str:
    """The token by which rules know a type."""
    return ALIASES.get(token, token)
