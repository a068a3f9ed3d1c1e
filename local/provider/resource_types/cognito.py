"""Amazon Cognito: user pools, their clients, domains, groups, and threat protection.

Refusals are those of the API. Messages are quoted from reports where a page has none; the functions name them.
"""

import json
import string
from collections.abc import Mapping, Sequence
from typing import Any, cast

from ..replacement import stateful
from ..resource_type import Refused, ResourceContext, ResourceType, nested

_LOWER = string.digits + string.ascii_lowercase
_MIXED = string.digits + string.ascii_letters


def _pool(context: ResourceContext) -> Mapping[str, Any]:
    _check_tier(context)
    _check_factors(context)
    _check_schema(context)
    region, suffix = context.account.region, context.account.dns_suffix
    identifier = f"{region}_{context.text(9, _MIXED)}"
    tier = context.get("userPoolTier", "ESSENTIALS")
    outputs: dict[str, Any] = {
        "id": identifier,
        "arn": context.arn("cognito-idp", f"userpool/{identifier}"),
        "endpoint": f"cognito-idp.{region}.{suffix}/{identifier}",
        "creationDate": context.retained("creationDate", context.now()),
        "lastModifiedDate": context.now(),
        "estimatedNumberOfUsers": 0,
        "userPoolTier": tier,
        "adminCreateUserConfig": {"allowAdminCreateUserOnly": False},
    }
    # "this resource will ignore the removal of this configuration" (documentation of aws_cognito_user_pool).
    if context.get("smsConfiguration") is None and context.old.get("smsConfiguration"):
        outputs["smsConfiguration"] = context.old["smsConfiguration"]
    return outputs


def _check_tier(context: ResourceContext) -> None:
    """Threat protection needs Plus, sign-in factors Essentials (API reference, UserPoolAddOnsType, SignInPolicyType).

    Raises:
        Refused: the tier has not what the inputs use.
    """
    tier = context.get("userPoolTier", "ESSENTIALS")
    mode = nested(context.get("userPoolAddOns"), "advancedSecurityMode", "OFF")
    if mode in ("AUDIT", "ENFORCED") and tier in ("LITE", "ESSENTIALS"):
        raise Refused(f"FeatureUnavailableInTierException: threat protection is not available in the tier {tier}")
    factors = set(_factors(context))
    if tier == "LITE" and factors - {"PASSWORD"}:
        raise Refused("FeatureUnavailableInTierException: the sign-in policy is not available in the tier LITE")


def _check_factors(context: ResourceContext) -> None:
    """MFA needs a factor, and passkeys do not count as one.

    Sources: documentation of aws_cognito_user_pool (`mfa_configuration`); hashicorp/terraform-provider-aws issue 50110,
    go-to-k/cdkd issues 1975 and 2064 for the messages.

    Raises:
        Refused: the factors do not fit together.
    """
    mfa, factors = context.get("mfaConfiguration", "OFF"), _factors(context)
    if mfa == "OFF" or not isinstance(mfa, str):
        return
    known = ("softwareTokenMfaConfiguration", "smsConfiguration", "emailMfaConfiguration")
    if all(context.get(name) is None for name in known):
        raise Refused("InvalidParameterException: Invalid MFA configuration given, no MFA factor is configured")
    if mfa != "ON":
        return
    if set(factors) & {"EMAIL_OTP", "SMS_OTP"}:
        raise Refused(
            "InvalidParameterException: Only PASSWORD and WEB_AUTHN (if configured) can be enabled as an auth factor "
            "if MFA is enabled"
        )
    if "WEB_AUTHN" in factors:
        raise Refused(
            "InvalidParameterException: Cannot set WebAuthn factor configuration to SINGLE_FACTOR if MFA is required "
            "and WebAuthn is an allowed first auth factor"
        )


def _factors(context: ResourceContext) -> Sequence[str]:
    listed: object = nested(context.get("signInPolicy"), "allowedFirstAuthFactors", [])
    return [item for item in cast("list[object]", listed) if isinstance(item, str)] if isinstance(listed, list) else []


def _check_schema(context: ResourceContext) -> None:
    """Attributes can be added only (`resourceUserPoolUpdate` in internal/service/cognitoidp/user_pool.go).

    Raises:
        Refused: an update changes or removes one.
    """
    before, after = context.old.get("schemas") or [], context.get("schemas") or []
    kept = {json.dumps(attribute, sort_keys=True, default=str) for attribute in after}
    if any(json.dumps(attribute, sort_keys=True, default=str) not in kept for attribute in before):
        raise Refused("updating Cognito User Pool: cannot modify or remove schema items")


def _protected(properties: Mapping[str, Any]) -> str:
    """Amazon Cognito developer guide, user pool deletion protection."""
    if properties.get("deletionProtection") != "ACTIVE":
        return ""
    return "InvalidParameterException: The user pool cannot be deleted because deletion protection is activated"


def _client(context: ResourceContext) -> Mapping[str, Any]:
    """A client; a secret exists only if the inputs ask for one.

    Raises:
        Refused: rotation with the flow that it replaces (Amazon Cognito developer guide, refresh token rotation).
    """
    rotation = nested(context.get("refreshTokenRotation"), "feature", "DISABLED")
    flows: Any = context.get("explicitAuthFlows", ["ALLOW_REFRESH_TOKEN_AUTH"])
    if rotation == "ENABLED" and "ALLOW_REFRESH_TOKEN_AUTH" in flows:
        raise Refused(
            "InvalidParameterException: Refresh token rotation is not compatible with ALLOW_REFRESH_TOKEN_AUTH"
        )
    return {
        "id": context.text(26, _LOWER),
        "clientSecret": context.text(51, _LOWER, salt="secret") if context.get("generateSecret") else "",
        "authSessionValidity": 3,
        "enableTokenRevocation": True,
        "refreshTokenValidity": 30,
        "preventUserExistenceErrors": "LEGACY",
        "explicitAuthFlows": ["ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH", "ALLOW_USER_SRP_AUTH"],
    }


def _domain(context: ResourceContext) -> Mapping[str, Any]:
    distribution = f"d{context.text(13, _LOWER)}.cloudfront.net"
    return {
        "id": context.get("domain"),
        "awsAccountId": context.account.id,
        "cloudfrontDistribution": distribution,
        # The provider puts the host name into both (internal/service/cognitoidp/user_pool_domain.go).
        "cloudfrontDistributionArn": distribution,
        "cloudfrontDistributionZoneId": "Z2FDTNDATAQYW2",
        "managedLoginVersion": 1,
        "s3Bucket": f"aws-cognito-prod-{context.account.region}-assets",
        "version": context.text(14, string.digits),
    }


def _domain_of_pool(inputs: Mapping[str, Any]) -> str:
    """A pool has one domain of each kind: "User pool already has a domain configured" (aws/aws-cdk issue 10062)."""
    kind = "custom" if inputs.get("certificateArn") else "prefix"
    return f"cognito:{kind}-domain:{inputs.get('userPoolId')}"


def _group(context: ResourceContext) -> Mapping[str, Any]:
    return {"id": f"{context.get('userPoolId')}/{context.get('name')}"}


def _resource_server(context: ResourceContext) -> Mapping[str, Any]:
    identifier = context.get("identifier")
    scopes: Any = context.get("scopes", [])
    return {
        "id": f"{context.get('userPoolId')}|{identifier}",
        "scopeIdentifiers": [f"{identifier}/{nested(scope, 'scopeName', '')}" for scope in scopes],
    }


def _risk(context: ResourceContext) -> Mapping[str, Any]:
    client = context.get("clientId")
    return {"id": f"{context.get('userPoolId')}:{client}" if client else context.get("userPoolId")}


def _branding(context: ResourceContext) -> Mapping[str, Any]:
    """Source: internal/service/cognitoidp/managed_login_branding.go (`ExactlyOneOf`).

    Raises:
        Refused: there are both own settings and those of Amazon Cognito, or none.
    """
    if (context.get("settings") is None) == (context.get("useCognitoProvidedValues") is None):
        raise Refused("exactly one of settings and useCognitoProvidedValues must be set")
    identifier = context.uuid()
    return {"id": identifier, "managedLoginBrandingId": identifier, "settingsAll": "{}"}


RESOURCE_TYPES = (
    ResourceType(
        "aws:cognito/userPool:UserPool",
        _pool,
        cloudformation_type="AWS::Cognito::UserPool",
        name_property="name",
        max_name_length=128,
        force_new=stateful("aws:cognito/userPool:UserPool"),
        defaults={"deletionProtection": "INACTIVE", "mfaConfiguration": "OFF"},
        undeletable=_protected,
    ),
    ResourceType(
        "aws:cognito/userPoolClient:UserPoolClient",
        _client,
        cloudformation_type="AWS::Cognito::UserPoolClient",
        name_property="name",
        max_name_length=128,
        force_new=stateful("aws:cognito/userPoolClient:UserPoolClient"),
    ),
    ResourceType(
        "aws:cognito/userPoolDomain:UserPoolDomain",
        _domain,
        cloudformation_type="AWS::Cognito::UserPoolDomain",
        force_new=("domain", "userPoolId"),
        unique=_domain_of_pool,
    ),
    ResourceType(
        "aws:cognito/userGroup:UserGroup",
        _group,
        cloudformation_type="AWS::Cognito::UserPoolGroup",
        name_property="name",
        max_name_length=128,
        force_new=("userPoolId",),
    ),
    ResourceType(
        "aws:cognito/resourceServer:ResourceServer",
        _resource_server,
        cloudformation_type="AWS::Cognito::UserPoolResourceServer",
        name_property="name",
        force_new=("identifier", "userPoolId"),
    ),
    ResourceType(
        "aws:cognito/riskConfiguration:RiskConfiguration",
        _risk,
        cloudformation_type="AWS::Cognito::UserPoolRiskConfigurationAttachment",
        force_new=("clientId", "userPoolId"),
    ),
    ResourceType(
        "aws:cognito/managedLoginBranding:ManagedLoginBranding",
        _branding,
        cloudformation_type="AWS::Cognito::ManagedLoginBranding",
        force_new=("assets", "clientId", "userPoolId"),
        defaults={"useCognitoProvidedValues": False},
    ),
)
