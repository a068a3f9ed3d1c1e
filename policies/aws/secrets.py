"""What looks like a secret among settings, judged by name and by the forms that credentials have."""

import re

from ..model.values import Value

_NAMES = re.compile(
    r"(^|_)(password|passwd|passphrase|pwd|secret|token|api_?key|private_?key|access_?key|signing_?key|credentials?)$",
    re.IGNORECASE,
)
_FORMS = re.compile(
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"  # an AWS access key id
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."  # a JSON Web Token
    r"|\b[a-z][a-z0-9+]*://[^/\s:@]+:[^/\s@]+@"  # an address with a password
    r"|\b(sk|rk)_live_[A-Za-z0-9]{16,}\b"  # a payment provider's live key
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b"
)
_REFERENCE = re.compile(r"arn:aws[a-z-]*:(secretsmanager|ssm):")


def secret_like(name: str, value: Value) -> bool:
    """Whether a setting holds a secret: a form that only credentials have, or a telling name with a value.

    A name that says where the secret is kept (`…_ARN`, `…_URL`, `…_NAME`) is no secret, nor is a reference to one.
    """
    text = value.text
    return bool(_FORMS.search(text)) or (bool(text) and bool(_NAMES.search(name)) and not _REFERENCE.match(text))
