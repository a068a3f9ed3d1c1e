"""Secrets in plain settings, recognized by name and by the format of credentials."""

import re

from ..model.values import Value

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
"""The words of a name in any case: `DB_PASS`, `clientSecret`, `DBPassword`, `api-key`."""

_QUALIFIERS = re.compile(
    r"\d+|b64|base(64)?|current|dev(elopment)?|json|live|new|old|plain(text)?|prev(ious)?|primary|prod(uction)?|raw"
    r"|sandbox|secondary|stage|staging|string|test|text|v|value"
)
"""Last words that leave a secret a secret, as in `API_KEY_2` or `PASSWORD_PROD`."""

_KEYS = (
    "access|account|admin|api|app|application|auth|authorization|client|consumer|crypt|decryption|deploy|encryption|"
    "hmac|integration|jwt|licen[cs]e|master|private|root|secret|service|shared|signing|ssh|subscription|webhook"
)
_USERS = (
    "admin|amqp|db|ftp|http|imap|ldap|mail|mongo|mysql|mq|my|pg|pop|postgres|proxy|rabbit|redis|root|smtp|sql|ssh|user"
)
_NAMES = re.compile(
    r"(password|passwd|passphrase|passcode|pwd|secret|token|credentials?)$"  # also joined, as in PGPASSWORD
    rf"|(^|_)(pass|pw|creds?|basic_auth|rediscli_auth)$|({_USERS})(pass|pw)$"  # `bypass` and `compass` are no secrets
    rf"|({_KEYS})_?key$"
)
_PAGES = re.compile(r"(^|_)(next|page|pagination|continuation)_?token$")

_PLACEHOLDER = r"(?!\$|\{\{|%\(|<)"
_FORMATS = re.compile(
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"  # an AWS access key id
    r"|-----BEGIN [A-Z ]*PRIVATE KEY"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."  # a JSON Web Token
    rf"|\b[a-z][a-z0-9+]*://[^/\s:@]*:{_PLACEHOLDER}[^/\s@]+@"  # a URL with a password
    rf"|(?i:\b(password|pwd|accountkey|sharedaccesskey)\s*=\s*{_PLACEHOLDER}[^\s;&]+)"  # a connection string
    r"|^(?i:bearer|basic)\s+[\w.~+/=-]{8,}$"  # an Authorization header
    r"|\b(sk|rk)_(live|test)_[A-Za-z0-9]{16,}\b|\bwhsec_[A-Za-z0-9+/=]{16,}"  # Stripe
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{22,}"
    r"|\bgl(pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{20,}"  # GitLab
    r"|\bxox[abeoprs]-[\w-]{10,}|\bxapp-[\w-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+"
    r"|\bsk-[A-Za-z0-9_-]{20,}"  # OpenAI and Anthropic
    r"|\bSG\.[\w-]{16,}\.[\w-]{16,}"  # SendGrid
    r"|\bAIza[\w-]{35}|\bya29\.[\w-]{20,}"  # Google
    r"|\b(npm|hf)_[A-Za-z0-9]{30,}|\bpypi-[\w-]{16,}"
    r"|\bdo[opr]_v1_[0-9a-f]{64}|\bpul-[0-9a-f]{40}|\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}|\bhv[sb]\.[\w-]{20,}"
    r"|\bshp(at|ca|pa|ss)_[0-9a-fA-F]{32}|\bdapi[0-9a-f]{32}|\bgl(c|sa)_[\w=+/-]{20,}|\blin_api_\w{30,}"
    r"|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}"
)
_REFERENCE = re.compile(
    r"arn:aws[a-z-]*:\S+"
    r"|(/[\w.-]+)+/?"  # the path of a parameter or of a file
    r"|alias/\S+|\{\{.*\}\}|\$\{[^}]*\}"
    r"|(ssm|secretsmanager|aws-?sm|vault|op):\S+"
)
_SWITCHES = re.compile(r"true|false|yes|no|on|off|enabled|disabled|none|null", re.IGNORECASE)


def secret_like(name: str, value: Value) -> bool:
    """Whether a setting is a secret: it has the format of a credential, or the name of one and a value.

    A name that says where a secret is stored (`…_ARN`, `…_URL`, `…_NAME`) does not count, nor does a reference to one.
    """
    text = value.text.strip() or (f"{value.number:g}" if value.number is not None else "")
    return bool(_FORMATS.search(text)) or (
        text != "" and not _SWITCHES.fullmatch(text) and not _REFERENCE.fullmatch(text) and _names_secret(name)
    )


def _names_secret(name: str) -> bool:
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and _QUALIFIERS.fullmatch(words[-1]):
        words.pop()
    joined = "_".join(words)
    return bool(_NAMES.search(joined)) and not _PAGES.search(joined)
