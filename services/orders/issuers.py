"""The issuers whose bearer tokens the service accepts, and what each must have in its tokens."""

from typing import Final

import msgspec

from ..common.settings import Environment, SettingsError
from .roles import Role

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a public key. A shared secret (HS256) would let every service that verifies tokens also sign them."""

DEFAULT_ALGORITHM: Final = "ES256"
"""The algorithm of an issuer that is set by `TOKEN_ISSUER`, unless `TOKEN_ALGORITHM` names another."""

MAX_ISSUERS: Final = 20
"""Not a limit of anything else: four pools of a few countries."""


class Issuer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One issuer. Its tokens either name an audience, or are access tokens of Amazon Cognito, which name a client."""

    issuer: str
    """The claim `iss`."""
    jwks_url: str
    """URL of its key set."""
    algorithms: tuple[str, ...] = (DEFAULT_ALGORITHM,)
    """The algorithms of its signatures. The header of a token does not choose."""
    audience: str | None = None
    """The claim `aud`; None for access tokens of Cognito, which have none."""
    clients: tuple[str, ...] = ()
    """App clients of Cognito whose access tokens are accepted: the claim `client_id`."""
    role: Role | None = None
    """The role of everyone with a token of this issuer; None if the claim `role` says it."""
    scope: str | None = None
    """A scope that tokens must have; None if none is required."""
    subject_group: str | None = None
    """Beginning of the group whose rest is the subject, such as `restaurant:` for the staff of a restaurant. None if
    the claim `sub` is the subject."""

    @property
    def is_cognito(self) -> bool:
        """Whether its tokens are access tokens of Cognito."""
        return self.audience is None


def read_issuers(environment: Environment) -> tuple[Issuer, ...]:
    """The issuers of `TOKEN_ISSUERS`, a JSON list, or the one of `TOKEN_ISSUER`, which has an audience.

    Raises:
        SettingsError: a variable is missing or invalid.
    """
    listed = environment.optional("TOKEN_ISSUERS")
    if listed is None:
        return (
            Issuer(
                issuer=environment.text("TOKEN_ISSUER"),
                jwks_url=environment.text("TOKEN_JWKS_URL"),
                algorithms=(environment.choice("TOKEN_ALGORITHM", ALGORITHMS, DEFAULT_ALGORITHM),),
                audience=environment.text("TOKEN_AUDIENCE"),
            ),
        )
    try:
        issuers = msgspec.json.decode(listed, type=tuple[Issuer, ...])
    except msgspec.DecodeError as error:
        raise SettingsError(f"environment variable TOKEN_ISSUERS is invalid: {error}") from None
    problem = _problem(issuers)
    if problem:
        raise SettingsError(f"environment variable TOKEN_ISSUERS is invalid: {problem}")
    return issuers


def _problem(issuers: tuple[Issuer, ...]) -> str:
    """What is wrong with a list of issuers; empty if nothing is."""
    if not 1 <= len(issuers) <= MAX_ISSUERS:
        return f"it must have 1 to {MAX_ISSUERS} issuers"
    if len({issuer.issuer for issuer in issuers}) != len(issuers):
        return "each issuer may appear once"
    for issuer in issuers:
        if not issuer.algorithms or not set(issuer.algorithms) <= set(ALGORITHMS):
            return f"the algorithms of {issuer.issuer} must be among {', '.join(ALGORITHMS)}"
        if issuer.is_cognito and not (issuer.clients and issuer.role):
            return f"{issuer.issuer} needs an audience, or clients and a role"
    return ""
