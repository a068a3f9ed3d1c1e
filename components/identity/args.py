"""Arguments of `Identity`."""

from enum import StrEnum
from typing import NotRequired, TypedDict

from ..core.cell import CellArgs


class UserRole(StrEnum):
    """Who signs in. Each role has a user pool of its own, and its tokens give this role only."""

    CUSTOMER = "customer"
    """Places orders."""
    COURIER = "courier"
    """Delivers them; the id of a courier is the claim `sub`."""
    RESTAURANT = "restaurant"
    """The staff of a restaurant, whose group `restaurant:<id>` names it."""
    OPERATOR = "operator"
    """Runs a city."""


class Mfa(StrEnum):
    """Whether a password alone is enough to sign in."""

    REQUIRED = "required"
    """Everyone has a second factor."""
    OPTIONAL = "optional"
    """Each user decides."""


class ThreatProtection(StrEnum):
    """What a pool does about suspicious sign-ins and leaked passwords. All but `off` need the Plus plan."""

    OFF = "off"
    """Nothing: the Essentials plan, the first 10,000 users of a month free of charge."""
    AUDIT = "audit"
    """Metrics and logs only."""
    ENFORCED = "enforced"
    """Leaked passwords and sign-ins of high risk are blocked."""


class AppArgs(TypedDict):
    """An app that users of one role sign in with: an app client of the role's pool."""

    name: str
    """Short name, such as `courier-app`. Lower case, 20 characters at most."""
    role: UserRole
    """Whose app it is."""
    callback_urls: list[str]
    """Where managed login may return to: https, the scheme of a mobile app, or http on localhost."""
    logout_urls: NotRequired[list[str]]
    """Where signing out may return to; none by default."""
    native: NotRequired[bool]
    """Whether the app has its own sign-in screens and calls the API of Amazon Cognito. False by default: it opens
    managed login. Tokens of that API have no scope of an API, so cells then require none of the pool's tokens."""
    confidential: NotRequired[bool]
    """Whether the app has a server that keeps a client secret. False by default, as in pages and mobile apps, which
    cannot keep one."""
    access_token_minutes: NotRequired[int]
    """How long an access token is valid, 5 to 1,440 minutes. 60 by default, and 15 for operators: cells cannot see that
    a token was revoked."""
    session_hours: NotRequired[int]
    """How long a user stays signed in, 1 to 87,600 hours: the life of refresh tokens. By default 30 days for customers
    and couriers, 7 days for restaurants, and 12 hours for operators."""


class CustomDomainArgs(TypedDict):
    """A custom host name of managed login."""

    name: str
    """Host name, such as `login.example.com`. Its parent must have an A record."""
    certificate_arn: str
    """Its certificate in AWS Certificate Manager, in us-east-1."""


class PoolArgs(TypedDict):
    """How the pool of a role differs from the default."""

    role: UserRole
    """The role."""
    mfa: NotRequired[Mfa]
    """Second factor. By default optional for customers, who would otherwise leave, and required for the others: with
    their accounts one acts for a business, gets paid, or reads the orders of a city."""
    passkeys: NotRequired[bool]
    """Whether users can sign in with a passkey. By default true where MFA is optional. Not available where MFA is
    required: the provider cannot say that passkeys count as MFA, and Amazon Cognito then refuses them."""
    self_sign_up: NotRequired[bool]
    """Whether people create their own accounts. By default true for customers and false for the others, whom an
    administrator invites."""
    password_length: NotRequired[int]
    """Minimum length of a password, 8 to 99; 14 by default. Lower case, upper case, digits and symbols are always
    required."""
    threat_protection: NotRequired[ThreatProtection]
    """Threat protection of this pool; `threat_protection` of all pools by default."""
    groups: NotRequired[list[str]]
    """Names of groups to make beside `smoke-tests`. Access tokens list the groups of their user. None by default."""
    domain: NotRequired[CustomDomainArgs]
    """A custom host name. By default one of Amazon Cognito's. A change makes every passkey of the pool useless,
    since a passkey belongs to one host name."""


class EmailArgs(TypedDict):
    """Amazon SES as the sender of mail. SES bills each message."""

    source_arn: str
    """The verified identity, `arn:aws:ses:<region>:<account>:identity/<domain or address>`."""
    from_address: str
    """Sender, such as `Acme <login@example.com>`."""
    reply_to: NotRequired[str]
    """Address for replies; none by default."""
    configuration_set: NotRequired[str]
    """Configuration set of SES; none by default."""


class IdentityArgs(CellArgs):
    """Arguments of `Identity`.

    `cell` is its name in AWS names and tags, such as `identity`.
    """

    domain_prefix: str
    """Beginning of the host names of managed login, `<prefix>-<role>.auth.<region>.amazoncognito.com`. No other account
    of the region may have it. Lower case, 40 characters at most, without aws, amazon or cognito."""
    apps: list[AppArgs]
    """The apps. A role without an app has a pool, and no tokens that cells accept."""
    pools: NotRequired[list[PoolArgs]]
    """Pools that differ from the default; none by default."""
    threat_protection: NotRequired[ThreatProtection]
    """Threat protection of all pools. Enforced by default, and off if disposable. The Plus plan that it needs costs
    $0.02 for each user who is active in a month, without free users (Essentials: $0.015, 10,000 free; us-east-1)."""
    email: NotRequired[EmailArgs]
    """Amazon SES as the sender. By default Amazon Cognito sends mail itself, 50 messages a day in an account: enough
    to try it, and not for real users."""
    sms: NotRequired[bool]
    """Whether codes can be sent as text messages, as a second factor beside authenticator apps. False by default:
    Amazon SNS bills each message, fraudsters have messages sent to numbers that earn by them, and numbers can be taken
    over. It cannot be taken back: the provider ignores the removal, because the API has none."""
