"""The configuration of `Identity`: its arguments with their defaults, validated."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from ..core.arguments import Arguments
from . import limits
from .args import IdentityArgs, Mfa, ThreatProtection, UserRole

_SESSION_HOURS: Final[Mapping[UserRole, int]] = {
    UserRole.CUSTOMER: 30 * 24,
    UserRole.COURIER: 30 * 24,
    UserRole.RESTAURANT: 7 * 24,
    UserRole.OPERATOR: 12,
}
_OPERATOR_TOKEN_MINUTES: Final = 15
_TOKEN_MINUTES: Final = 60


@dataclass(frozen=True, kw_only=True)
class AppConfig:
    """One app."""

    name: str
    role: UserRole
    callback_urls: tuple[str, ...]
    logout_urls: tuple[str, ...]
    native: bool
    confidential: bool
    access_token_minutes: int
    session_hours: int


@dataclass(frozen=True, kw_only=True)
class CustomDomainConfig:
    """A host name of the owner's."""

    name: str
    certificate_arn: str


@dataclass(frozen=True, kw_only=True)
class PoolConfig:
    """The pool of one role."""

    role: UserRole
    mfa: Mfa
    passkeys: bool
    self_sign_up: bool
    password_length: int
    threat_protection: ThreatProtection
    groups: tuple[str, ...]
    domain: CustomDomainConfig | None
    """None for a host name of Amazon Cognito's."""


@dataclass(frozen=True, kw_only=True)
class EmailConfig:
    """Amazon SES as the sender."""

    source_arn: str
    from_address: str
    reply_to: str | None
    configuration_set: str | None


@dataclass(frozen=True, kw_only=True)
class IdentityConfig:
    """What `Identity` is made from."""

    domain_prefix: str
    apps: tuple[AppConfig, ...]
    pools: tuple[PoolConfig, ...]
    """One for each role."""
    email: EmailConfig | None
    sms: bool

    def apps_of(self, role: UserRole) -> tuple[AppConfig, ...]:
        """The apps of a role."""
        return tuple(app for app in self.apps if app.role is role)


def resolve(name: str, args: IdentityArgs) -> IdentityConfig:
    """Validate the arguments and fill in their defaults.

    Raises:
        ArgumentError: Amazon Cognito would not accept the pools or the apps.
    """
    arguments = Arguments("Identity", name, args, IdentityArgs)
    arguments.cell()
    default = ThreatProtection.OFF if arguments.is_disposable() else ThreatProtection.ENFORCED
    protection = arguments.enum("threat_protection", ThreatProtection, default)
    arguments.list_of("apps", 1, limits.MAX_APPS)
    apps = tuple(_app(app) for app in arguments.nested_items("apps"))
    arguments.unique("apps", [app.name for app in apps])
    return IdentityConfig(
        domain_prefix=_domain_prefix(arguments),
        apps=apps,
        pools=_pools(arguments, protection),
        email=_email(arguments),
        sms=arguments.boolean("sms", default=False),
    )


def _domain_prefix(arguments: Arguments) -> str:
    message = (
        f"it must be lower case letters, digits and single hyphens, {limits.MAX_DOMAIN_PREFIX} characters at most, "
        f"without {', '.join(limits.RESERVED_IN_PREFIX)}"
    )
    return arguments.string("domain_prefix", predicate=_is_domain_prefix, message=message)


def _is_domain_prefix(text: str) -> bool:
    fits = len(text) <= limits.MAX_DOMAIN_PREFIX and re.fullmatch(limits.DOMAIN_PREFIX, text) is not None
    return fits and not any(word in text for word in limits.RESERVED_IN_PREFIX)


def _app(app: Arguments) -> AppConfig:
    message = f"it must be lower case letters, digits and single hyphens, {limits.MAX_APP_NAME} characters at most"
    role = app.enum("role", UserRole)
    minutes = _OPERATOR_TOKEN_MINUTES if role is UserRole.OPERATOR else _TOKEN_MINUTES
    return AppConfig(
        name=app.string("name", predicate=_is_app_name, message=message),
        role=role,
        callback_urls=_urls(app, "callback_urls", 1),
        logout_urls=_urls(app, "logout_urls", 0),
        native=app.boolean("native", default=False),
        confidential=app.boolean("confidential", default=False),
        access_token_minutes=app.integer(
            "access_token_minutes", limits.MIN_TOKEN_MINUTES, limits.MAX_TOKEN_MINUTES, minutes
        ),
        session_hours=app.integer(
            "session_hours", limits.MIN_SESSION_HOURS, limits.MAX_SESSION_HOURS, _SESSION_HOURS[role]
        ),
    )


def _is_app_name(text: str) -> bool:
    return len(text) <= limits.MAX_APP_NAME and re.fullmatch(limits.APP_NAME, text) is not None


def _urls(app: Arguments, argument: str, minimum: int) -> tuple[str, ...]:
    urls = app.list_of(argument, minimum, limits.MAX_URLS)
    for number, url in enumerate(urls):
        if len(url) > limits.MAX_URL or re.fullmatch(limits.CALLBACK, url) is None:
            message = (
                "it must be a URL with https, with the scheme of an app, or with http on localhost, without a "
                f"fragment, {limits.MAX_URL} characters at most"
            )
            raise app.error(f"{argument}[{number}]", url, message)
    app.unique(argument, urls)
    return tuple(urls)


def _pools(arguments: Arguments, protection: ThreatProtection) -> tuple[PoolConfig, ...]:
    given = arguments.nested_items("pools")
    roles = [pool.enum("role", UserRole) for pool in given]
    arguments.unique("pools", roles)
    described = dict(zip(roles, given, strict=True))
    default = Arguments("Identity", "", {}, dict, path="pools.")
    return tuple(_pool(described.get(role, default), role, protection) for role in UserRole)


def _pool(pool: Arguments, role: UserRole, protection: ThreatProtection) -> PoolConfig:
    customers = role is UserRole.CUSTOMER
    mfa = pool.enum("mfa", Mfa, Mfa.OPTIONAL if customers else Mfa.REQUIRED)
    return PoolConfig(
        role=role,
        mfa=mfa,
        passkeys=_passkeys(pool, mfa),
        self_sign_up=pool.boolean("self_sign_up", default=customers),
        password_length=pool.integer(
            "password_length", limits.MIN_PASSWORD, limits.MAX_PASSWORD, limits.DEFAULT_PASSWORD
        ),
        threat_protection=pool.enum("threat_protection", ThreatProtection, protection),
        groups=_groups(pool),
        domain=_domain(pool),
    )


def _passkeys(pool: Arguments, mfa: Mfa) -> bool:
    """Whether there are passkeys.

    Amazon Cognito refuses them with required MFA unless they count as MFA ("Cannot set WebAuthn factor configuration to
    SINGLE_FACTOR if MFA is required"), which the provider cannot set (hashicorp/terraform-provider-aws issue 50110).
    """
    optional = mfa is Mfa.OPTIONAL
    passkeys = pool.boolean("passkeys", default=optional)
    if passkeys and not optional:
        message = "the provider cannot offer passkeys where MFA is required: leave them out, or set mfa to optional"
        raise pool.error("passkeys", passkeys, message)
    return passkeys


def _groups(pool: Arguments) -> tuple[str, ...]:
    groups = pool.list_of("groups", 0, limits.MAX_GROUPS)
    for number, group in enumerate(groups):
        if re.fullmatch(limits.GROUP_NAME, group) is None:
            raise pool.error(f"groups[{number}]", group, "it must be 1 to 128 characters without spaces")
    names = [limits.TEST_GROUP, *groups]
    pool.unique("groups", names)
    return tuple(names)


def _domain(pool: Arguments) -> CustomDomainConfig | None:
    domain = pool.nested("domain")
    if domain is None:
        return None
    return CustomDomainConfig(
        name=domain.string(
            "name", predicate=_matches(limits.HOST_NAME), message="it must be a host name such as login.example.com"
        ),
        certificate_arn=domain.string(
            "certificate_arn",
            predicate=_matches(limits.CERTIFICATE),
            message="it must be the ARN of a certificate in us-east-1, which Amazon CloudFront reads",
        ),
    )


def _email(arguments: Arguments) -> EmailConfig | None:
    email = arguments.nested("email")
    if email is None:
        return None
    message = "it must be the ARN of an identity in Amazon SES, arn:aws:ses:<region>:<account>:identity/<name>"
    sender = "it must be an address such as Acme <login@example.com>"
    return EmailConfig(
        source_arn=email.string("source_arn", predicate=_matches(limits.SES_IDENTITY), message=message),
        from_address=email.string("from_address", predicate=lambda text: "@" in text, message=sender),
        reply_to=email.mail_address("reply_to"),
        configuration_set=email.string("configuration_set", None),
    )


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None
