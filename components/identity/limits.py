"""What Amazon Cognito accepts, and the names that cells rely on."""

from typing import Final

APP_NAME: Final = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
MAX_APP_NAME: Final = 20
"""Not a limit of Amazon Cognito, which takes 128 characters with the cell's name: the name is part of URNs."""

MAX_APPS: Final = 100
"""Not a limit of Amazon Cognito, whose quota is 1,000 clients in a pool."""

DOMAIN_PREFIX: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
MAX_DOMAIN: Final = 63
"""Characters of a domain (Amazon Cognito API, CreateUserPoolDomain)."""
MAX_DOMAIN_PREFIX: Final = 40
"""A prefix and `-restaurant` fit into a domain."""
RESERVED_IN_PREFIX: Final = ("aws", "amazon", "cognito")
"""Words that a prefix cannot contain (Amazon Cognito developer guide, using the Amazon Cognito domain)."""

HOST_NAME: Final = r"(?=.{4,63}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.){2,}[a-z]{2,}"
"""Host name with a parent that can have an A record, 63 characters at most (CreateUserPoolDomain)."""

CERTIFICATE: Final = r"arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate/.+"
"""Amazon CloudFront serves custom domains, and reads certificates of us-east-1 only (Amazon Cognito developer guide,
using your own domain for managed login)."""

SES_IDENTITY: Final = r"arn:aws[a-z-]*:ses:[a-z0-9-]+:\d{12}:identity/.+"

CALLBACK: Final = (
    r"(https://[^/?#\s]+|http://(localhost|127\.0\.0\.1)(:\d+)?(?=[/?]|$)|(?!https?:)[a-z][a-z0-9+.-]*://)[^#\s]*"
)
"""A callback: HTTPS, the scheme of an app, or HTTP on the developer's machine; no fragment (Amazon Cognito API,
CreateUserPoolClient, CallbackURLs)."""
MAX_URLS: Final = 100
MAX_URL: Final = 1024
"""URLs of a client, and characters of each (the same page)."""

MIN_PASSWORD, MAX_PASSWORD, DEFAULT_PASSWORD = 8, 99, 14
"""AWS Security Hub wants 8 (Cognito.3); Amazon Cognito takes 99."""
TEMPORARY_PASSWORD_DAYS: Final = 7
"""AWS Security Hub wants 7 days at most (Cognito.3)."""

MIN_TOKEN_MINUTES, MAX_TOKEN_MINUTES = 5, 1440
"""Life of access and ID tokens (Amazon Cognito API, TokenValidityUnitsType)."""
MIN_SESSION_HOURS, MAX_SESSION_HOURS = 1, 87_600
"""Life of refresh tokens (the same page: 60 minutes to 10 years)."""
ROTATION_GRACE_SECONDS: Final = 10
"""How long a refresh token that was exchanged may be sent again, 60 at most (RefreshTokenRotationType): an app whose
connection broke before the answer tries again and is not signed out."""

MAX_GROUPS: Final = 50
"""Groups made by a stack. Amazon Cognito takes 10,000 in a pool, and 100 for a user (Quotas in Amazon Cognito)."""
GROUP_NAME: Final = r"[^\s\x00-\x1f]{1,128}"
"""Amazon Cognito API, CreateGroup: letters, marks, symbols, digits and punctuation."""

TEST_GROUP: Final = "smoke-tests"
"""Group of the identities that `python -m components.smoke` uses, in every pool."""
RESTAURANT_GROUP: Final = "restaurant:"
"""Beginning of the group of a restaurant's staff; the rest is the restaurant's id."""

RESOURCE_SERVER: Final = "citycell"
SCOPE_NAME: Final = "orders"
SCOPE: Final = f"{RESOURCE_SERVER}/{SCOPE_NAME}"
"""The scope that cells require of tokens from managed login."""

TOKEN_ALGORITHM: Final = "RS256"  # noqa: S105 - an algorithm
"""Amazon Cognito signs with it only (Amazon Cognito developer guide, verifying JSON web tokens)."""
