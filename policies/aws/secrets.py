"""Secrets in plain settings, recognized by name and by the format of credentials."""

import re
from base64 import b64decode
from collections.abc import Iterator

from ..model.values import Value

_WORDS = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+")
"""The words of a name in any case: `DB_PASS`, `clientSecret`, `DBPassword`, `api-key`."""

_QUALIFIERS = re.compile(
    r"\d+|b64|base(64)?|current|dev(elopment)?|json|live|new|old|pem|plain(text)?|prev(ious)?|primary|prod(uction)?|raw"
    r"|sandbox|secondary|stage|staging|string|test|text|v|value"
)
"""Last words that leave a secret a secret, as in `API_KEY_2` or `PASSWORD_PROD`."""

_KEYS = (
    "access|account|admin|aes|algolia|anthropic|api|app|application|auth|authorization|azure_storage|b2|cipher|client|"
    "consumer|cosmos|crypt|datadog|decryption|deploy|enc|encryption|fernet|hmac|integration|jwt|licen[cs]e|mailgun|"
    "master|openai|private|root|secret|sendgrid|service|shared|signing|ssh|ssl|stripe|subscription|tls|twilio|webhook"
)
_USERS = (
    "admin|amqp|db|ftp|http|imap|ldap|mail|mongo|mysql|mq|my|pg|pop|postgres|proxy|rabbit|redis|root|smtp|sql|ssh|user"
)
_NAMES = re.compile(
    r"(pass_?word|passwd|pass_?phrase|pass_?code|pwd|pswd|secret|credential)s?$|token$"  # also joined, as in PGPASSWORD
    r"|(access|api|auth|bearer|refresh|service|session|user)_?tokens$"  # `MAX_TOKENS` counts something else
    rf"|(^|_)(pass|pw|creds?|basic_auth|rediscli_auth)$|({_USERS})(pass|pw)$"  # `bypass` and `compass` are no secrets
    rf"|({_KEYS})_?keys?$|(github|gh|gitlab|devops)_pat$"
)
_NO_SECRETS = re.compile(
    r"(^|_)(next|page|pagination|continuation|idempotency|request|cancellation|max|min|num|count|per)_?tokens?$"
    r"|(^|_)(public|publishable|publisher)_"  # a key for browsers, as in NEXT_PUBLIC_MAPS_API_KEY
)

_PLACEHOLDER = r"(?!\$|\{\{|%\(|<|\*+(@|;|&|\s|$))"
_FORMATS = re.compile(
    r"\b(AKIA|ASIA)[A-Z0-9]{16}\b"  # an AWS access key id
    r"|-----BEGIN [A-Z ]*PRIVATE KEY|PuTTY-User-Key-File-"
    r"|\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\."  # a JSON Web Token
    rf"|\b[a-z][a-z0-9+]*://[^/\s:@]*:{_PLACEHOLDER}[^/\s@]+@"  # a URL with a password
    rf"|(?i:\b(password|pwd|accountkey|sharedaccesskey)\s*=\s*{_PLACEHOLDER}[^\s;&]+)"  # a connection string
    r"|[?&]sig=[\w%+/=-]{20,}"  # a shared access signature of Azure
    r"|(^|:\s*)(?i:bearer|basic)\s+[\w.~+/=-]{8,}$"  # an Authorization header
    r"|\b(sk|rk)_(live|test)_[A-Za-z0-9]{16,}\b|\bwhsec_[A-Za-z0-9+/=]{16,}"  # Stripe
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{22,}"
    r"|\bgl(pat|dt|rt|cbt|ptt|ft|soat|agent)-[\w-]{20,}"  # GitLab
    r"|\bxox[abeoprs]-[\w-]{10,}|\bxapp-[\w-]{10,}|hooks\.slack\.com/services/T\w+/B\w+/\w+"
    r"|discord(app)?\.com/api/webhooks/\d+/[\w-]+|\b\d{8,10}:AA[\w-]{33}"  # Discord, Telegram
    r"|\bsk-[A-Za-z0-9_-]{20,}"  # OpenAI and Anthropic
    r"|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bkey-[0-9a-f]{32}\b|\bSK[0-9a-f]{32}\b"  # SendGrid, Mailgun, Twilio
    r"|\bAIza[\w-]{35}|\bya29\.[\w-]{20,}|\bGOCSPX-[\w-]{20,}"  # Google
    r"|\b(npm|hf)_[A-Za-z0-9]{30,}|\bpypi-[\w-]{16,}|\bdckr_pat_[\w-]{20,}"
    r"|\bdo[opr]_v1_[0-9a-f]{64}|\bpul-[0-9a-f]{40}|\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,}|\bhv[sb]\.[\w-]{20,}"
    r"|\bdp\.(pt|st|ct|sa|scim)\.[\w.-]{30,}"  # Doppler
    r"|\bshp(at|ca|pa|ss)_[0-9a-fA-F]{32}|\bdapi[0-9a-f]{32}|\bgl(c|sa)_[\w=+/-]{20,}|\blin_api_\w{30,}"
    r"|\bAGE-SECRET-KEY-1[A-Z0-9]{50,}"
)
_REFERENCE = re.compile(
    r"arn:aws[a-z-]*:\S+"
    r"|(/[\w.-]+)+/?"  # the path of a parameter or of a file
    r"|alias/\S+|\{\{.*\}\}|\$\{[^}]*\}|\$\w+|\$\([^)]*\)|%\w+%"
    r"|(ssm|secretsmanager|aws-?sm|sm|vault|op):\S+"
)
_PAIRS = (("name", "value"), ("Name", "Value"), ("key", "value"), ("Key", "Value"), ("name", "defaultValue"))
_STORED = ("PARAMETER_STORE", "SECRETS_MANAGER")
_SWITCHES = re.compile(r"true|false|yes|no|on|off|enabled|disabled|none|null", re.IGNORECASE)

_ASSIGNMENT = re.compile(
    r"""^\s*(?:export\s+|set\s+|\$env:)?([A-Za-z_][\w.-]*)\s*[=:]\s*["']?(?![$`%<])([^"'\s]+)""", re.MULTILINE
)
"""An assignment in a script or a file of variables, without those of a variable or of the output of a command."""


def secret_like(name: str, value: Value) -> bool:
    """Whether a setting is a secret: it has the format of a credential, or the name of one and a value.

    A name that says where a secret is stored (`…_ARN`, `…_URL`, `…_NAME`) does not count, nor does a reference to one.
    """
    text = value.text.strip() or (f"{value.number:g}" if value.number is not None else "")
    if _FORMATS.search(text):
        return True
    inner = value.from_json() if text.startswith(("{", "[")) else None
    if inner is not None:
        return any(secret_like(key, one) for key, one in settings(inner))
    return text != "" and not _SWITCHES.fullmatch(text) and not _REFERENCE.fullmatch(text) and _names_secret(name)


def secret_in_script(script: Value) -> bool:
    """Whether a script, also in Base64, has a credential or assigns a secret to a variable."""
    text = _decoded(script.text)
    return bool(_FORMATS.search(text)) or any(
        secret_like(name, Value(given)) for name, given in _ASSIGNMENT.findall(text)
    )


def _decoded(text: str) -> str:
    try:
        return b64decode("".join(text.split()), validate=True).decode()
    except ValueError:
        return text


def settings(value: Value, name: str = "") -> Iterator[tuple[str, Value]]:
    """The names and values in a property: entries of an object, and objects with a name and a value, at any depth.

    A value that CodeBuild reads from Parameter Store or Secrets Manager is the name of a secret, and left out.
    """
    if isinstance(value.raw, list):
        for element in value.elements():
            yield from settings(element, name)
    elif isinstance(value.raw, dict):
        for named, given in _PAIRS:
            if value[named].text and given in value.raw:
                if value["type"].unknown:
                    yield value[named].text, value["type"]
                elif value["type"].text not in _STORED:
                    yield from settings(value[given], value[named].text)
                return
        for key, inner in value.entries():
            yield from settings(inner, key)
    else:
        yield name, value


def _names_secret(name: str) -> bool:
    words = [word.lower() for word in _WORDS.findall(name)]
    while len(words) > 1 and _QUALIFIERS.fullmatch(words[-1]):
        words.pop()
    joined = "_".join(words)
    return bool(_NAMES.search(joined)) and not _NO_SECRETS.search(joined)
