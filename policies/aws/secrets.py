"""Secrets in plain settings, recognized by name and by the format of credentials."""

import re

from ..model.values import Value

_NAMES = re.compile(
    r"(^|_)(password|passwd|passphrase|pwd|secret|token|api_?key|private_?key|access_?key|signing_?key|credentials?)$",
    re.IGNORECASE,
)
_FORMATS = re.compile(
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"  # an AWS access key id
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."  # a JSON Web Token
    r"|\b[a-z][a-z0-9+]*://[^/\s:@]+:[^/\s@]+@"  # a URL with a password
    r"|\b(sk|rk)_live_[A-Za-z0-9]{16,}\b"  # a payment provider's live key
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b"
)
_REFERENCE = re.compile(r"arn:aws[a-z-]*:(secretsmanager|ssm):")


def secret_like(name: str, value: Value) -> bool:
    """Whether a setting is a secret: it has the format of a credential, or the name of one and a value.

    A name that says where a secret is stored (`…_ARN`, `…_URL`, `…_NAME`) does not count, nor does a reference to one.
    """
    text = value.text
    return bool(_FORMATS.search(text)) or (bool(text) and bool(_NAMES.search(name)) and not _REFERENCE.match(text))
