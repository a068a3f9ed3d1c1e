"""Arguments of `Identity`."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from components import Identity, Mfa, ThreatProtection, UserRole
from components.core.iam import document
from components.identity.policies import sms_statements
from tests.components.samples import Edit, Grant, Sample

APP: dict[str, Any] = {
    "name": "customer-app",
    "role": "customer",
    "callback_urls": ["https://orders.example.com/signed-in"],
}
APPS: list[dict[str, Any]] = [
    APP,
    {"name": "courier-app", "role": "courier", "callback_urls": ["citycell://signed-in"], "native": True},
    {"name": "kitchen", "role": "restaurant", "callback_urls": ["https://kitchen.example.com/signed-in"]},
    {
        "name": "console",
        "role": "operator",
        "callback_urls": ["https://console.example.com/signed-in", "http://localhost:8080/"],
        "logout_urls": ["https://console.example.com/"],
        "confidential": True,
        "access_token_minutes": 5,
        "session_hours": 1,
    },
]
CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/6f0f8c1e-0d4a-4c9e-9b0a-0a1b2c3d4e5f"
DOMAIN = {"name": "login.example.com", "certificate_arn": CERTIFICATE}
EMAIL = {
    "source_arn": "arn:aws:ses:eu-west-1:123456789012:identity/example.com",
    "from_address": "Acme <login@example.com>",
}
EVERYTHING: dict[str, Any] = {
    "apps": APPS,
    "pools": [
        {"role": "customer", "password_length": 16, "groups": ["premium"], "domain": DOMAIN},
        {"role": "courier", "mfa": "optional", "self_sign_up": True},
        {"role": "restaurant", "threat_protection": "audit"},
    ],
    "email": EMAIL | {"reply_to": "help@example.com", "configuration_set": "login"},
    "sms": True,
}


def app(**change: Any) -> Mapping[str, Any]:
    """Arguments with one app."""
    return {"apps": [{**APP, **change}]}


def pool(**change: Any) -> Mapping[str, Any]:
    """Arguments with a changed pool of customers."""
    return {"pools": [{"role": "customer", **change}]}


def bad_app(text: str, **change: Any) -> tuple[Mapping[str, Any], str]:
    """An app that is an error."""
    return app(**change), text


def bad_pool(text: str, **change: Any) -> tuple[Mapping[str, Any], str]:
    """A pool that is an error."""
    return pool(**change), text


_POOL: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {"role": st.sampled_from(UserRole), "mfa": st.just(Mfa.OPTIONAL)},
    optional={
        "passkeys": st.booleans(),
        "self_sign_up": st.booleans(),
        "password_length": st.integers(8, 99),
        "threat_protection": st.sampled_from(ThreatProtection),
        "groups": st.lists(st.sampled_from(["premium", "support", "restaurant:r1"]), unique=True),
    },
)
_APP: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["one", "two", "three"]),
        "role": st.sampled_from(UserRole),
        "callback_urls": st.just(["https://a.example.com/"]),
    },
    optional={
        "native": st.booleans(),
        "confidential": st.booleans(),
        "access_token_minutes": st.integers(5, 1440),
        "session_hours": st.integers(1, 87_600),
    },
)


def grants(_identity: Identity) -> Mapping[str, Grant]:
    """What the role that sends messages may do."""
    return {
        "sms": Grant(
            document(sms_statements()),
            allowed=[("sns:Publish", "*")],
            denied=[("sns:Publish", "arn:aws:sns:eu-west-1:123456789012:alarms"), ("sns:Subscribe", "*")],
        )
    }


SAMPLE = Sample(
    kind=Identity,
    good={"domain_prefix": "acme", "apps": [APP]},
    others=[
        EVERYTHING,
        {"threat_protection": "off", "apps": APPS, "pools": [{"role": "customer", "passkeys": False}]},
        {"region": "ap-northeast-1", "sms": True},
    ],
    bad=[
        ({"domain_prefix": "Acme"}, "domain_prefix is 'Acme', but it must be lower case letters"),
        ({"domain_prefix": "a" * 41}, "40 characters at most"),
        ({"domain_prefix": "my-cognito"}, "without aws, amazon, cognito"),
        ({"domain_prefix": None}, "domain_prefix is None, but it is required"),
        ({"apps": []}, "apps is [], but it must have 1 to 100 items"),
        ({"apps": [APP, APP]}, "each name may appear once"),
        bad_app("apps[0].name is 'Web', but it must be lower case letters", name="Web"),
        bad_app("20 characters at most", name="a" * 21),
        bad_app("apps[0].role is 'admin', but it must be one of customer, courier, restaurant, operator", role="admin"),
        bad_app("apps[0].callback_urls is [], but it must have 1 to 100 items", callback_urls=[]),
        bad_app("apps[0].callback_urls[0] is 'http://a.example.com/'", callback_urls=["http://a.example.com/"]),
        bad_app("callback_urls[0] is 'http://localhost.evil.com/'", callback_urls=["http://localhost.evil.com/"]),
        bad_app("apps[0].callback_urls[0] is 'https://a.example.com/#x'", callback_urls=["https://a.example.com/#x"]),
        bad_app("apps[0].callback_urls[0] is '*', but it must be a URL", callback_urls=["*"]),
        bad_app("1024 characters at most", callback_urls=["https://a.example.com/" + "x" * 1024]),
        bad_app("apps[0].logout_urls[0] is 'x'", logout_urls=["x"]),
        bad_app("apps[0].access_token_minutes is 4, but it must be between 5 and 1440", access_token_minutes=4),
        bad_app("apps[0].session_hours is 0, but it must be between 1 and 87600", session_hours=0),
        bad_app("apps[0].scopes is ['all'], but there is no such argument", scopes=["all"]),
        ({"pools": [{"role": "courier"}, {"role": "courier"}]}, "each name may appear once"),
        bad_pool("pools[0].mfa is 'off', but it must be one of required, optional", mfa="off"),
        bad_pool(
            "pools[0].passkeys is True, but the provider cannot offer passkeys where MFA is required",
            mfa="required",
            passkeys=True,
        ),
        bad_pool("pools[0].password_length is 7, but it must be between 8 and 99", password_length=7),
        bad_pool("pools[0].threat_protection is 'on'", threat_protection="on"),
        bad_pool("pools[0].groups[0] is 'a b', but it must be 1 to 128 characters", groups=["a b"]),
        bad_pool("each name may appear once", groups=["smoke-tests"]),
        bad_pool("pools[0].domain.name is 'login', but it must be a host name", domain=DOMAIN | {"name": "login"}),
        bad_pool(
            "pools[0].domain.certificate_arn is",
            domain=DOMAIN | {"certificate_arn": CERTIFICATE.replace("us-east-1", "eu-west-1")},
        ),
        ({"email": EMAIL | {"source_arn": "example.com"}}, "email.source_arn is 'example.com', but it must be the ARN"),
        ({"email": EMAIL | {"from_address": "Acme"}}, "email.from_address is 'Acme', but it must be an address"),
        ({"sms": "yes"}, "sms is 'yes', but it must be true or false"),
        ({"region": "eu-moon-1"}, "no cell fits there"),
    ],
    arguments=st.fixed_dictionaries(
        {"apps": st.lists(_APP, min_size=1, max_size=3, unique_by=lambda item: item["name"])},
        optional={
            "pools": st.lists(_POOL, max_size=4, unique_by=lambda item: item["role"]),
            "threat_protection": st.sampled_from(ThreatProtection),
            "sms": st.booleans(),
            "email": st.just(EMAIL),
            "disposable": st.booleans(),
        },
    ),
    changes={
        "apps[].access_token_minutes": Edit(app(access_token_minutes=30)),
        "apps[].callback_urls": Edit(app(callback_urls=["https://other.example.com/"])),
        "apps[].confidential": Edit(app(confidential=True)),
        "apps[].logout_urls": Edit(app(logout_urls=["https://other.example.com/"])),
        "apps[].native": Edit(app(native=True)),
        "apps[].session_hours": Edit(app(session_hours=24)),
        "domain_prefix": Edit({"domain_prefix": "other"}, {"domain_prefix": "first"}),
        "email": Edit({"email": EMAIL}),
        "pools[].domain": Edit(pool(domain=DOMAIN)),
        "pools[].mfa": Edit(pool(mfa="required", passkeys=False), pool(passkeys=False)),
        "pools[].passkeys": Edit(pool(passkeys=False)),
        "pools[].password_length": Edit(pool(password_length=20)),
        "pools[].self_sign_up": Edit(pool(self_sign_up=False)),
        "pools[].threat_protection": Edit(pool(threat_protection="audit")),
        "sms": Edit({"sms": True}),
        "threat_protection": Edit({"threat_protection": "audit"}),
    },
    grants=grants,
)
