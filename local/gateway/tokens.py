"""Signs the tokens that the user pool signs on AWS, for callers on this machine only."""

import json
import time
import uuid
from pathlib import Path
from typing import Any, Final

import jwt
from aiohttp import web
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwt.algorithms import ECAlgorithm

ROLES: Final = ("customer", "restaurant", "courier", "operator")
TOKEN_SECONDS: Final = 24 * 3600
_ALGORITHM: Final = "ES256"
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost"})


class Tokens:
    """Signs tokens and publishes the key to verify them; the private key stays in the stack's folder."""

    def __init__(self, directory: Path, issuer: str, audience: str) -> None:
        self._issuer = issuer
        self._audience = audience
        self._key = _load_or_create_key(directory / "token-key.pem")
        public: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(self._key.public_key()))
        self._key_id = str(uuid.uuid5(uuid.NAMESPACE_URL, public["x"] + public["y"]))
        self._key_set = {"keys": [{**public, "kid": self._key_id, "alg": _ALGORITHM, "use": "sig"}]}

    def token(self, role: str, subject: str) -> str:
        """A signed token that is valid for a day."""
        now = int(time.time())
        claims = {
            "sub": subject,
            "role": role,
            "iss": self._issuer,
            "aud": self._audience,
            "iat": now,
            "exp": now + TOKEN_SECONDS,
        }
        return jwt.encode(claims, self._key, algorithm=_ALGORITHM, headers={"kid": self._key_id})

    async def answer_key_set(self, request: web.Request) -> web.Response:
        """`GET /_local/jwks.json`."""
        _require_loopback(request)
        return web.json_response(self._key_set)

    async def answer_token(self, request: web.Request) -> web.Response:
        """`GET /_local/token?role=…&sub=…`."""
        _require_loopback(request)
        role, subject = request.query.get("role", ""), request.query.get("sub", "")
        if role not in ROLES or not subject:
            choices = ", ".join(ROLES)
            raise web.HTTPBadRequest(text=f"?role=…&sub=… is required: role is one of {choices}, sub is the subject\n")
        return web.json_response({"token": self.token(role, subject), "expires_in_seconds": TOKEN_SECONDS})


def _load_or_create_key(path: Path) -> ec.EllipticCurvePrivateKey:
    """The key in a file that only its owner can read. It is stored so that tokens stay valid after a restart."""
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, ec.EllipticCurvePrivateKey):
            return key
    key = ec.generate_private_key(ec.SECP256R1())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return key


def _require_loopback(request: web.Request) -> None:
    """Reject other host names, because a foreign page could make its own name resolve to loopback."""
    if request.url.host not in _LOOPBACK:
        raise web.HTTPForbidden(text="only available on this machine\n")
