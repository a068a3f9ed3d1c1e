"""Inputs of the children of `Identity`, from its configuration: nothing here makes a resource."""

import pulumi

from ..aws.names import fit
from ..core.cell import CellArgs, with_suffix
from ..core.component import Props
from . import limits
from .args import Mfa, ThreatProtection, UserRole
from .config import AppConfig, EmailConfig, IdentityConfig, PoolConfig

_BLOCKED = "BLOCK"


def host_name(config: IdentityConfig, pool: PoolConfig, cell: CellArgs) -> str:
    """The host of the pool's sign-in pages, to which its passkeys belong."""
    if pool.domain is not None:
        return pool.domain.name
    return f"{domain_prefix(config, pool, cell)}.auth.{cell['region']}.amazoncognito.com"


def domain_prefix(config: IdentityConfig, pool: PoolConfig, cell: CellArgs) -> str:
    """The beginning of the pool's host name at Amazon Cognito."""
    return fit(with_suffix(cell, f"{config.domain_prefix}-{pool.role.value}"), limits.MAX_DOMAIN)


def pool_props(config: IdentityConfig, pool: PoolConfig, host: str) -> Props:
    """Inputs of a user pool that follow from its arguments alone."""
    return {
        "user_pool_tier": "ESSENTIALS" if pool.threat_protection is ThreatProtection.OFF else "PLUS",
        "user_pool_add_ons": _add_ons(pool),
        "username_attributes": ["email"],
        "username_configuration": {"case_sensitive": False},
        "auto_verified_attributes": ["email"],
        # A new address takes effect once its owner has confirmed it, so that a typing error locks no one out.
        "user_attribute_update_settings": {"attributes_require_verification_before_updates": ["email"]},
        "mfa_configuration": "ON" if pool.mfa is Mfa.REQUIRED else "OPTIONAL",
        "software_token_mfa_configuration": {"enabled": True},
        "sign_in_policy": {"allowed_first_auth_factors": ["PASSWORD", *(["WEB_AUTHN"] if pool.passkeys else [])]},
        "web_authn_configuration": (
            {"relying_party_id": host, "user_verification": "required"} if pool.passkeys else None
        ),
        "password_policy": {
            "minimum_length": pool.password_length,
            "require_lowercase": True,
            "require_uppercase": True,
            "require_numbers": True,
            "require_symbols": True,
            "temporary_password_validity_days": limits.TEMPORARY_PASSWORD_DAYS,
        },
        "admin_create_user_config": {"allow_admin_create_user_only": not pool.self_sign_up},
        "account_recovery_setting": {"recovery_mechanisms": [_recovery(pool)]},
        "email_configuration": email_props(config.email),
    }


def _add_ons(pool: PoolConfig) -> Props | None:
    mode = pool.threat_protection
    return None if mode is ThreatProtection.OFF else {"advanced_security_mode": mode.value.upper()}


def _recovery(pool: PoolConfig) -> Props:
    """How a forgotten password is reset: operators ask a colleague, since a mailbox must not open a whole city."""
    return {"name": "admin_only" if pool.role is UserRole.OPERATOR else "verified_email", "priority": 1}


def email_props(email: EmailConfig | None) -> Props:
    """Who sends mail."""
    if email is None:
        return {"email_sending_account": "COGNITO_DEFAULT"}
    return {
        "email_sending_account": "DEVELOPER",
        "source_arn": email.source_arn,
        "from_email_address": email.from_address,
        "reply_to_email_address": email.reply_to,
        "configuration_set": email.configuration_set,
    }


def risk_props() -> Props:
    """What enforced threat protection does. Nothing is sent to the user: that would need templates and Amazon SES."""
    return {
        "compromised_credentials_risk_configuration": {
            "actions": {"event_action": _BLOCKED},
            "event_filters": ["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"],
        },
        "account_takeover_risk_configuration": {
            "actions": {
                "low_action": {"event_action": "NO_ACTION", "notify": False},
                "medium_action": {"event_action": "MFA_IF_CONFIGURED", "notify": False},
                "high_action": {"event_action": _BLOCKED, "notify": False},
            }
        },
    }


def client_props(app: AppConfig) -> Props:
    """Inputs of an app client: the code grant only, rotated refresh tokens, and no hint whether an account exists."""
    return {
        "allowed_oauth_flows": ["code"],
        "allowed_oauth_flows_user_pool_client": True,
        "allowed_oauth_scopes": ["openid", limits.SCOPE, *(["aws.cognito.signin.user.admin"] if app.native else [])],
        "callback_urls": list(app.callback_urls),
        "logout_urls": list(app.logout_urls),
        "supported_identity_providers": ["COGNITO"],
        # Passkeys need it, in managed login too. REFRESH_TOKEN_AUTH is not compatible with rotation (Amazon Cognito
        # developer guide, refresh token rotation), and is a default of clients that list no flow.
        "explicit_auth_flows": ["ALLOW_USER_AUTH"],
        "generate_secret": app.confidential,
        "enable_token_revocation": True,
        "prevent_user_existence_errors": "ENABLED",
        "access_token_validity": app.access_token_minutes,
        "id_token_validity": app.access_token_minutes,
        "refresh_token_validity": app.session_hours,
        "token_validity_units": {"access_token": "minutes", "id_token": "minutes", "refresh_token": "hours"},
        "refresh_token_rotation": {
            "feature": "ENABLED",
            "retry_grace_period_seconds": limits.ROTATION_GRACE_SECONDS,
        },
    }


def token_issuer(
    pool: PoolConfig, endpoint: pulumi.Output[str], apps: tuple[AppConfig, ...], clients: list[pulumi.Output[str]]
) -> Props:
    """A pool as the services of a cell read it (`services/orders/issuers.py`)."""
    issuer = pulumi.Output.concat("https://", endpoint)
    described: Props = {
        "issuer": issuer,
        "jwks_url": pulumi.Output.concat(issuer, "/.well-known/jwks.json"),
        "algorithms": [limits.TOKEN_ALGORITHM],
        "clients": clients,
        "role": pool.role.value,
    }
    # Only managed login gives scopes of an API; a token of the API of Amazon Cognito has none.
    if not any(app.native for app in apps):
        described["scope"] = limits.SCOPE
    if pool.role is UserRole.RESTAURANT:
        described["subject_group"] = limits.RESTAURANT_GROUP
    return described
