"""The user pools: who needs which factor, what threat protection does, and which tokens cells accept."""

import json
from typing import Any

import pytest

from components import Identity, UserRole
from components.identity.limits import SCOPE
from services.common.settings import Environment
from services.orders.issuers import read_issuers
from services.orders.roles import Role
from tests.components.recording import ACCOUNT, ANSWERED, Recorder, record
from tests.components.samples import SAMPLES
from tests.components.samples.identity import APPS, CERTIFICATE, DOMAIN, EMAIL, app, pool

POOL = "aws:cognito/userPool:UserPool"
CLIENT = "aws:cognito/userPoolClient:UserPoolClient"
HOSTS = "aws:cognito/userPoolDomain:UserPoolDomain"
RISK = "aws:cognito/riskConfiguration:RiskConfiguration"
GROUP = "aws:cognito/userGroup:UserGroup"
ALL: dict[str, Any] = {"apps": APPS}


def built(**change: Any) -> Recorder:
    """The pools on mocks."""
    return record(lambda: Identity("part", SAMPLES[Identity].args(change)))  # pyright: ignore[reportArgumentType] - the tests' dict


def inputs(role: str, **change: Any) -> dict[str, Any]:
    """The inputs of the pool of a role."""
    return built(**change).one(POOL, f"part-{role}").inputs


def outputs(**change: Any) -> dict[str, Any]:
    """The outputs of the component."""
    recorder = built(**change)
    return recorder.outputs[recorder.registrations[0].urn]


def test_each_role_has_a_pool() -> None:
    """A role without an app has one too, so that its people can be invited before the app is there."""
    assert [item.inputs["name"] for item in built().of_type(POOL)] == [f"lisbon-{role}" for role in UserRole]


@pytest.mark.parametrize(
    ("role", "mfa", "factors", "alone"),
    [
        ("customer", "OPTIONAL", ["PASSWORD", "WEB_AUTHN"], True),
        ("courier", "ON", ["PASSWORD"], False),
        ("restaurant", "ON", ["PASSWORD"], False),
        ("operator", "ON", ["PASSWORD"], False),
    ],
)
def test_everyone_but_customers_needs_a_second_factor(role: str, mfa: str, factors: list[str], *, alone: bool) -> None:
    """Customers may have a passkey in place of one, and create their accounts by themselves."""
    found = inputs(role)
    assert (found["mfaConfiguration"], found["signInPolicy"]) == (mfa, {"allowedFirstAuthFactors": factors})
    assert found["softwareTokenMfaConfiguration"] == {"enabled": True}
    assert found["adminCreateUserConfig"] == {"allowAdminCreateUserOnly": not alone}


def test_passkeys_belong_to_the_host_of_the_sign_in_pages() -> None:
    """They are verified by the device's own lock. Pools without passkeys have no relying party."""
    expected = {"relyingPartyId": "acme-customer.auth.eu-west-1.amazoncognito.com", "userVerification": "required"}
    assert inputs("customer")["webAuthnConfiguration"] == expected
    assert "webAuthnConfiguration" not in inputs("operator")
    own = inputs("customer", **pool(domain=DOMAIN))["webAuthnConfiguration"]
    assert own["relyingPartyId"] == "login.example.com"


def test_passwords_are_long_and_of_all_classes() -> None:
    """AWS Security Hub's Cognito.3, with 14 characters."""
    policy = inputs("operator")["passwordPolicy"]
    assert policy == {
        "minimumLength": 14,
        "requireLowercase": True,
        "requireUppercase": True,
        "requireNumbers": True,
        "requireSymbols": True,
        "temporaryPasswordValidityDays": 7,
    }


def test_a_mailbox_does_not_open_a_city() -> None:
    """Operators cannot reset a password by mail; a changed address takes effect once it is confirmed."""
    recovery = {role: inputs(role)["accountRecoverySetting"]["recoveryMechanisms"] for role in ("operator", "courier")}
    assert recovery == {
        "operator": [{"name": "admin_only", "priority": 1}],
        "courier": [{"name": "verified_email", "priority": 1}],
    }
    confirmed = {"attributesRequireVerificationBeforeUpdates": ["email"]}
    assert inputs("operator")["userAttributeUpdateSettings"] == confirmed


@pytest.mark.parametrize(
    ("change", "tier", "mode", "blocks"),
    [
        ({}, "PLUS", "ENFORCED", True),
        ({"threat_protection": "audit"}, "PLUS", "AUDIT", False),
        ({"threat_protection": "off"}, "ESSENTIALS", None, False),
        ({"disposable": True}, "ESSENTIALS", None, False),
        ({"disposable": True, **pool(threat_protection="enforced")}, "PLUS", "ENFORCED", True),
    ],
)
def test_threat_protection_decides_the_plan(
    change: dict[str, Any], tier: str, mode: str | None, *, blocks: bool
) -> None:
    """It is enforced by default and costs the Plus plan; a disposable stack does not pay for it."""
    recorder = built(**change)
    found = recorder.one(POOL, "part-customer").inputs
    assert (found["userPoolTier"], found.get("userPoolAddOns", {}).get("advancedSecurityMode")) == (tier, mode)
    assert [item.name for item in recorder.of_type(RISK) if "customer" in item.name] == ["part-customer-risk"] * blocks


def test_leaked_passwords_and_sign_ins_of_high_risk_are_blocked() -> None:
    """Without a configuration, Amazon Cognito would take its own defaults."""
    found = built().one(RISK, "customer-risk").inputs
    leaked = found["compromisedCredentialsRiskConfiguration"]
    assert leaked == {"actions": {"eventAction": "BLOCK"}, "eventFilters": ["PASSWORD_CHANGE", "SIGN_IN", "SIGN_UP"]}
    actions = found["accountTakeoverRiskConfiguration"]["actions"]
    assert {risk: action["eventAction"] for risk, action in actions.items()} == {
        "lowAction": "NO_ACTION",
        "mediumAction": "MFA_IF_CONFIGURED",
        "highAction": "BLOCK",
    }


def test_apps_have_the_code_grant_and_rotated_tokens_only() -> None:
    """No implicit grant, no password in a request, and no hint whether an account exists."""
    found = built().one(CLIENT).inputs
    assert (found["allowedOauthFlows"], found["explicitAuthFlows"]) == (["code"], ["ALLOW_USER_AUTH"])
    assert found["allowedOauthScopes"] == ["openid", SCOPE]
    assert (found["enableTokenRevocation"], found["preventUserExistenceErrors"]) == (True, "ENABLED")
    assert found["refreshTokenRotation"] == {"feature": "ENABLED", "retryGracePeriodSeconds": 10}
    assert found["generateSecret"] is False


@pytest.mark.parametrize(
    ("role", "minutes", "hours"),
    [("customer", 60, 720), ("courier", 60, 720), ("restaurant", 60, 168), ("operator", 15, 12)],
)
def test_tokens_of_operators_are_short(role: str, minutes: int, hours: int) -> None:
    """A cell cannot see that a token was revoked, so the more it may do, the sooner it ends."""
    found = built(**app(role=role)).one(CLIENT).inputs
    lives = (found["accessTokenValidity"], found["idTokenValidity"], found["refreshTokenValidity"])
    assert lives == (minutes, minutes, hours)
    assert found["tokenValidityUnits"] == {"accessToken": "minutes", "idToken": "minutes", "refreshToken": "hours"}


def test_each_app_has_pages() -> None:
    """Managed login of version 2 shows an error for a client without a style."""
    recorder = built(**ALL)
    assert {item.inputs["managedLoginVersion"] for item in recorder.of_type(HOSTS)} == {2}
    styled = recorder.of_type("aws:cognito/managedLoginBranding:ManagedLoginBranding")
    assert len(styled) == len(APPS)
    assert all(item.inputs["useCognitoProvidedValues"] for item in styled)


def test_a_custom_host_name_takes_the_place_of_the_prefix() -> None:
    """Its DNS record points at the distribution of the output."""
    recorder = built(**pool(domain=DOMAIN))
    found = recorder.one(HOSTS, "customer-domain").inputs
    assert (found["domain"], found["certificateArn"]) == ("login.example.com", CERTIFICATE)
    assert recorder.one(HOSTS, "courier-domain").inputs["domain"] == "acme-courier"
    assert outputs(**pool(domain=DOMAIN))["domainTargets"] == {"login.example.com": "d1.cloudfront.net"}
    assert outputs()["domainTargets"] == {}


def test_the_longest_prefix_and_suffix_fit() -> None:
    """The pages and the passkeys have the same host name."""
    change = {"domain_prefix": "a" * 40, "name_suffix": "b" * 20}
    domain = built(**change).one(HOSTS, "restaurant-domain").inputs["domain"]
    assert len(domain) <= 63
    urls = outputs(**change)["signInUrls"]
    assert urls["restaurant"] == f"https://{domain}.auth.eu-west-1.amazoncognito.com"


def test_every_pool_has_the_group_of_test_identities() -> None:
    """The smoke test refuses tokens of other people."""
    recorder = built(**pool(groups=["premium"]))
    names = [item.inputs["name"] for item in recorder.of_type(GROUP)]
    assert sorted(names) == ["premium", *["smoke-tests"] * 4]


def test_mail_and_text_messages_are_options() -> None:
    """By default Amazon Cognito sends mail, and no one sends messages."""
    assert inputs("courier")["emailConfiguration"] == {"emailSendingAccount": "COGNITO_DEFAULT"}
    assert "smsConfiguration" not in inputs("courier")
    found = inputs("courier", email=EMAIL, sms=True)
    assert found["emailConfiguration"]["emailSendingAccount"] == "DEVELOPER"
    assert found["smsConfiguration"]["externalId"] == ACCOUNT


def test_the_service_reads_what_the_component_writes() -> None:
    """Four pools are four issuers, each for its role."""
    listed = outputs(**ALL)["tokenIssuers"]
    base = f"https://cognito-idp.{ANSWERED}.amazonaws.com/{ANSWERED}_Ab1"
    assert {issuer["issuer"] for issuer in listed} == {base}
    for number, issuer in enumerate(listed):  # the mocks answer the same endpoint for all pools
        issuer["issuer"] += str(number)
    issuers = read_issuers(Environment({"TOKEN_ISSUERS": json.dumps(listed)}))

    assert {issuer.jwks_url for issuer in issuers} == {f"{base}/.well-known/jwks.json"}
    assert {issuer.algorithms for issuer in issuers} == {("RS256",)}
    assert [(issuer.role, issuer.scope, issuer.subject_group) for issuer in issuers] == [
        (Role.CUSTOMER, SCOPE, None),
        (Role.COURIER, None, None),
        (Role.RESTAURANT, SCOPE, "restaurant:"),
        (Role.OPERATOR, SCOPE, None),
    ]
    assert [issuer.clients for issuer in issuers] == [
        ("part-app-customer-app-id",),
        ("part-app-courier-app-id",),
        ("part-app-kitchen-id",),
        ("part-app-console-id",),
    ]


def test_a_role_without_an_app_has_no_issuer() -> None:
    """Cells accept no tokens of a pool without clients."""
    assert [issuer["role"] for issuer in outputs()["tokenIssuers"]] == ["customer"]
    assert sorted(outputs()["userPoolIds"]) == sorted(UserRole)
