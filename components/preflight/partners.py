"""The systems of others that a city calls: the token issuer and the payment provider."""

import json
from collections.abc import Iterator
from typing import Any, Final

from .check import Check, Context, Result, missing, ok, unchecked
from .web import PrivateAddressError, WebError

FIT_ALGORITHMS: Final = ("RS256", "ES256")
_KEY_TYPES: Final = {"RSA": "RS256", "EC": "ES256"}
_CURVE: Final = "P-256"
_OK: Final = 200


def _key_set(context: Context) -> Iterator[Result]:
    """Read the key set as the services do (RFC 7517)."""
    provider = context.settings.city.token_provider
    if provider is None:
        yield unchecked("the issuers are the user pools of citycell:identityStack, whose stack has their key sets")
        return
    url = provider.jwks_url
    advice = "correct citycell:tokenJwksUrl; the services refuse every token without it"
    try:
        answer = context.web.get(url, {"Accept": "application/json"})
    except PrivateAddressError as error:
        yield unchecked(f"{error}: only the cell's network may reach it")
        return
    except WebError as error:
        yield missing(str(error), advice)
        return
    if answer.status != _OK:
        yield missing(f"{url} answers {answer.status}", advice)
        return
    try:
        keys = [key for key in json.loads(answer.body)["keys"] if _algorithm(key) in FIT_ALGORITHMS]
    except (ValueError, KeyError, TypeError, AttributeError):
        yield missing(f"{url} is not a key set", advice)
        return
    if keys:
        yield ok(f"{url} has keys for {', '.join(sorted({_algorithm(key) for key in keys}))}")
    else:
        yield missing(f"{url} has no key for {' or '.join(FIT_ALGORITHMS)}", advice)


def _algorithm(key: dict[str, Any]) -> str:
    """The algorithm of a key that signs, and that has its public part."""
    kind = key.get("kty", "")
    parts = ("n", "e") if kind == "RSA" else ("x", "y")
    if key.get("use", "sig") != "sig" or not all(key.get(part) for part in parts):
        return ""
    if kind == "EC" and key.get("crv") != _CURVE:
        return ""
    return str(key.get("alg") or _KEY_TYPES.get(kind, ""))


def _payments(context: Context) -> Iterator[Result]:
    """Open a TLS connection only: a request could have effects."""
    url = context.settings.city.payments_url
    try:
        context.web.handshake(url)
    except PrivateAddressError as error:
        yield unchecked(f"{error}: only the cell's network may reach it")
        return
    except WebError as error:
        yield missing(str(error), "correct citycell:paymentsUrl; no order can be paid without it")
        return
    yield ok(f"{url} has a valid certificate")


CHECKS: Final = (Check(name="key set", run=_key_set), Check(name="payments", run=_payments))
