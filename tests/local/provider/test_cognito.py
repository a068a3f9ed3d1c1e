"""What Amazon Cognito refuses, and what the provider does about it."""

from typing import Any

import pytest

from local.provider import outputs
from local.provider.account import Account
from local.provider.cloud import Cloud
from local.provider.lifecycle import Subject, create, delete
from local.provider.resource_type import Refused
from local.provider.resource_types import RESOURCE_TYPES

HERE = Account("111122223333", "eu-west-1", {})
POOL = RESOURCE_TYPES["aws:cognito/userPool:UserPool"]
CLIENT = RESOURCE_TYPES["aws:cognito/userPoolClient:UserPoolClient"]
DOMAIN = RESOURCE_TYPES["aws:cognito/userPoolDomain:UserPoolDomain"]
GROUP = RESOURCE_TYPES["aws:cognito/userGroup:UserGroup"]
BRANDING = RESOURCE_TYPES["aws:cognito/managedLoginBranding:ManagedLoginBranding"]
TOTP = {"softwareTokenMfaConfiguration": {"enabled": True}}
PASSKEYS = {"signInPolicy": {"allowedFirstAuthFactors": ["PASSWORD", "WEB_AUTHN"]}}
SMS = {"externalId": "e", "snsCallerArn": "arn:aws:iam::111122223333:role/sms", "snsRegion": "eu-west-1"}
ATTRIBUTE = {"name": "loyalty", "attributeDataType": "String", "mutable": True}


def made(kind: Any, old: dict[str, Any] | None = None, **inputs: Any) -> dict[str, Any]:
    """The outputs of a resource that is created, or updated from old outputs."""
    if old is None:
        return outputs.created(kind, "urn:pulumi:s::p::t::name", HERE, inputs)[1]
    return outputs.updated(kind, "urn:pulumi:s::p::t::name", HERE, inputs, old)


@pytest.mark.parametrize(
    ("inputs", "reason"),
    [
        ({"userPoolAddOns": {"advancedSecurityMode": "ENFORCED"}}, "not available in the tier ESSENTIALS"),
        ({"userPoolAddOns": {"advancedSecurityMode": "AUDIT"}, "userPoolTier": "LITE"}, "FeatureUnavailableInTier"),
        ({**PASSKEYS, "userPoolTier": "LITE"}, "sign-in policy is not available in the tier LITE"),
        ({"mfaConfiguration": "ON"}, "no MFA factor is configured"),
        ({"mfaConfiguration": "OPTIONAL"}, "no MFA factor is configured"),
        ({"mfaConfiguration": "ON", **TOTP, **PASSKEYS}, "Cannot set WebAuthn factor configuration to SINGLE_FACTOR"),
        (
            {"mfaConfiguration": "ON", **TOTP, "signInPolicy": {"allowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}},
            "Only PASSWORD and WEB_AUTHN",
        ),
    ],
)
def test_a_pool_that_amazon_cognito_refuses(inputs: dict[str, Any], reason: str) -> None:
    """The update fails with the message of the API."""
    with pytest.raises(Refused, match=reason):
        made(POOL, name="p", **inputs)


@pytest.mark.parametrize(
    "inputs",
    [
        {"userPoolAddOns": {"advancedSecurityMode": "ENFORCED"}, "userPoolTier": "PLUS"},
        {"userPoolAddOns": {"advancedSecurityMode": "OFF"}},
        {"mfaConfiguration": "OPTIONAL", **TOTP, **PASSKEYS},
        {"mfaConfiguration": "ON", "smsConfiguration": SMS},
    ],
)
def test_a_pool_that_amazon_cognito_accepts(inputs: dict[str, Any]) -> None:
    """The refusals above refuse no more."""
    assert made(POOL, name="p", **inputs)["endpoint"].startswith("cognito-idp.eu-west-1.amazonaws.com/eu-west-1_")


def test_attributes_are_added_and_never_changed() -> None:
    """The provider has no way to change or remove one."""
    old = made(POOL, name="p", schemas=[ATTRIBUTE])
    assert len(made(POOL, old, name="p", schemas=[ATTRIBUTE, ATTRIBUTE | {"name": "tier"}])["schemas"]) == 2
    for schemas in ([], [ATTRIBUTE | {"mutable": False}]):
        with pytest.raises(Refused, match="cannot modify or remove schema items"):
            made(POOL, old, name="p", schemas=schemas)


def test_text_messages_cannot_be_switched_off() -> None:
    """The provider ignores the removal."""
    old = made(POOL, name="p", smsConfiguration=SMS)
    assert made(POOL, old, name="p")["smsConfiguration"] == SMS


def test_a_protected_pool_is_not_deleted() -> None:
    """Deletion protection must be inactive first."""
    cloud = Cloud()
    for protection in ("ACTIVE", "INACTIVE"):
        inputs = {"name": protection, "deletionProtection": protection}
        subject = Subject(POOL, f"urn:pulumi:s::p::{POOL.token}::{protection}", HERE)
        identifier, properties = create(cloud, subject, inputs)
        if protection == "ACTIVE":
            with pytest.raises(Refused, match="deletion protection is activated"):
                delete(cloud, subject, identifier, properties)
        else:
            delete(cloud, subject, identifier, properties)
        assert (subject.find(cloud, identifier) is not None) == (protection == "ACTIVE")


def test_a_pool_has_one_domain_of_each_kind() -> None:
    """A second prefix is refused until the first is deleted; a custom name may be added."""
    cloud = Cloud()

    def add(domain: str, **inputs: Any) -> None:
        subject = Subject(DOMAIN, f"urn:pulumi:s::p::{DOMAIN.token}::{domain}", HERE)
        create(cloud, subject, {"domain": domain, "userPoolId": "eu-west-1_a", **inputs})

    add("acme")
    add("login.example.com", certificateArn="arn:aws:acm:us-east-1:111122223333:certificate/1")
    with pytest.raises(Refused, match="already exists"):
        add("acme-2")


def test_a_group_exists_once_in_a_pool() -> None:
    """Another pool may have a group of the same name."""
    cloud = Cloud()

    def add(number: int, user_pool_id: str) -> None:
        subject = Subject(GROUP, f"urn:pulumi:s::p::{GROUP.token}::g{number}", HERE)
        create(cloud, subject, {"name": "smoke-tests", "userPoolId": user_pool_id})

    add(1, "eu-west-1_a")
    add(2, "eu-west-1_b")
    with pytest.raises(Refused, match="GroupExistsException"):
        add(3, "eu-west-1_a")


def test_a_client_has_a_secret_only_if_asked() -> None:
    """Lifetimes and errors have the defaults of the API."""
    public = made(CLIENT, userPoolId="eu-west-1_a", name="app")
    assert (public["clientSecret"], public["preventUserExistenceErrors"]) == ("", "LEGACY")
    assert len(public["id"]) == 26
    assert made(CLIENT, userPoolId="eu-west-1_a", name="app", generateSecret=True)["clientSecret"]


@pytest.mark.parametrize("flows", [None, ["ALLOW_USER_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]])
def test_rotation_takes_the_place_of_the_old_flow(flows: list[str] | None) -> None:
    """A client without flows has the old one by default."""
    inputs: dict[str, Any] = {} if flows is None else {"explicitAuthFlows": flows}
    with pytest.raises(Refused, match="not compatible with ALLOW_REFRESH_TOKEN_AUTH"):
        made(CLIENT, userPoolId="p", name="app", refreshTokenRotation={"feature": "ENABLED"}, **inputs)


@pytest.mark.parametrize("inputs", [{}, {"settings": "{}", "useCognitoProvidedValues": True}])
def test_a_style_has_settings_or_those_of_amazon_cognito(inputs: dict[str, Any]) -> None:
    """The provider wants exactly one of the two."""
    with pytest.raises(Refused, match="exactly one"):
        made(BRANDING, clientId="c", userPoolId="p", **inputs)
