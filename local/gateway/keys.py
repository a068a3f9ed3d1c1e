"""The private keys of local tokens, in files that only their owner can read: tokens stay valid after a restart."""

import json
import uuid
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

FILES: Final = {"ES256": "token-key.pem", "RS256": "token-key-rsa.pem"}
"""Algorithm to the file of its key."""


class SigningKey:
    """A key that signs tokens, and its public part as key sets have it."""

    def __init__(self, directory: Path, algorithm: str) -> None:
        self.algorithm = algorithm
        self.private = _load_or_create(directory / FILES[algorithm], algorithm)
        public = _public(self.private)
        self.id = str(uuid.uuid5(uuid.NAMESPACE_URL, public.get("x", "") + public.get("y", "") + public.get("n", "")))
        self.published: dict[str, Any] = {**public, "kid": self.id, "alg": algorithm, "use": "sig"}


def _public(key: PrivateKey) -> dict[str, Any]:
    if isinstance(key, rsa.RSAPrivateKey):
        return json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    return json.loads(ECAlgorithm.to_jwk(key.public_key()))


def _load_or_create(path: Path, algorithm: str) -> PrivateKey:
    wanted = rsa.RSAPrivateKey if algorithm == "RS256" else ec.EllipticCurvePrivateKey
    if path.exists():
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if isinstance(key, wanted):
            return key
    key = _create(algorithm)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return key


def _create(algorithm: str) -> PrivateKey:
    if algorithm == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return ec.generate_private_key(ec.SECP256R1())
