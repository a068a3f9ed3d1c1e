"""Pages, tokens, and the load balancer's rules."""

import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from jwt.algorithms import ECAlgorithm

from local.errors import LocalError
from local.gateway.declared import rules, web_socket_api
from local.gateway.pages import security_headers
from local.paths import ROOT
from local.state import Resource, StackState, load_state

LISTENER = "aws:lb/listener:Listener"


async def test_a_request_is_forwarded_unchanged(listeners: Any) -> None:
    """The service gets the request, its status and headers are returned, and a dead target is skipped."""
    for _ in range(2):
        url = f"{listeners.public}/orders/a%20b?x=1"
        headers = {"Idempotency-Key": "k", "Connection": "keep-alive"}
        async with listeners.session.post(url, data="body", headers=headers) as answer:
            said = await answer.json()
            assert (answer.status, answer.headers["X-Service"]) == (201, "orders")
        assert (said["method"], said["path"], said["body"]) == ("POST", "/orders/a%20b?x=1", "body")
        assert (said["headers"]["idempotency-key"], said["headers"]["x-forwarded-for"]) == ("k", "127.0.0.1")
        assert said["headers"]["x-forwarded-proto"] == "http"


@pytest.mark.parametrize(("value", "status"), [("TEST", 503), ("other", 201)])
async def test_a_rule_can_need_a_header(listeners: Any, value: str, status: int) -> None:
    """Its value in any case. The target group of the next release has no targets, so a test request gets 503."""
    async with listeners.session.post(f"{listeners.public}/orders", headers={"X-Release": value}) as answer:
        assert answer.status == status


async def test_a_streamed_response_is_complete(listeners: Any) -> None:
    """A response in chunks, without a length."""
    async with listeners.session.get(f"{listeners.public}/orders/stream") as answer:
        assert await answer.text() == "one two"


@pytest.mark.parametrize(
    ("path", "status"), [("/", 200), ("/index.html", 200), ("/nothing", 404), ("/../state.json", 404)]
)
async def test_pages_come_first_and_the_listeners_default_last(listeners: Any, path: str, status: int) -> None:
    """A path without page and rule gets the default action; no file outside the folder is served."""
    async with listeners.session.get(listeners.public + path) as answer:
        assert answer.status == status


async def test_pages_get_their_configuration(listeners: Any) -> None:
    """`/config.json` is the configuration from the runtime."""
    async with listeners.session.get(f"{listeners.public}/config.json") as answer:
        assert await answer.json() == {"city": "lisbon"}


@pytest.mark.parametrize("path", ["/", "/config.json"])
async def test_pages_have_the_security_headers_of_their_folder(listeners: Any, path: str) -> None:
    """`headers.json` names them; the WebSocket is that of the gateway, and no script may be inline."""
    async with listeners.session.get(listeners.public + path) as answer:
        found = {name: answer.headers.get(name) for name in security_headers(ROOT / "web", "")}
    expected = security_headers(ROOT / "web", listeners.public.replace("http:", "ws:"))
    assert found == expected
    assert "unsafe" not in expected["Content-Security-Policy"]


async def test_the_file_with_the_headers_is_no_page(listeners: Any) -> None:
    """The edge does not serve it either."""
    async with listeners.session.get(f"{listeners.public}/headers.json") as answer:
        assert answer.status == 404


@pytest.mark.parametrize("text", ["[]", "no JSON", '{"X-Frame-Options": 1}'])
def test_headers_that_are_no_texts_are_one_line(tmp_path: Path, text: str) -> None:
    """The error names the file."""
    (tmp_path / "headers.json").write_text(text)
    with pytest.raises(LocalError, match=r"headers\.json is no object of header names and texts") as caught:
        security_headers(tmp_path, "")
    assert "\n" not in str(caught.value)


async def test_a_token_verifies_against_the_published_key(listeners: Any) -> None:
    """It has issuer, audience, role and subject."""
    async with listeners.session.get(f"{listeners.public}/_local/token?role=courier&sub=courier-1") as answer:
        token = (await answer.json())["token"]
    async with listeners.session.get(f"{listeners.public}/_local/jwks.json") as answer:
        (key,) = (await answer.json())["keys"]
    assert jwt.get_unverified_header(token)["kid"] == key["kid"]
    public: Any = ECAlgorithm.from_jwk(json.dumps(key))
    claims = jwt.decode(token, public, algorithms=["ES256"], audience="citycell", issuer="https://issuer.example")
    assert (claims["role"], claims["sub"]) == ("courier", "courier-1")


@pytest.mark.parametrize("query", ["", "?role=king&sub=x", "?role=courier"])
async def test_a_token_needs_a_known_role_and_a_subject(listeners: Any, query: str) -> None:
    """The error lists the choices."""
    async with listeners.session.get(f"{listeners.public}/_local/token{query}") as answer:
        assert (answer.status, "operator" in await answer.text()) == (400, True)


async def test_tokens_are_for_this_machine_only(listeners: Any) -> None:
    """Another host name that resolves to loopback is rejected."""
    url = f"{listeners.public}/_local/token?role=operator&sub=x"
    async with listeners.session.get(url, headers={"Host": "evil.example"}) as answer:
        assert answer.status == 403


def test_routes_and_rules_come_from_the_state(state_file: Path) -> None:
    """Routes have functions, rules have target groups, and the default comes last."""
    state = load_state(state_file)
    api = web_socket_api(state)
    assert api.routes == {"$connect": "connect", "$disconnect": "disconnect", "subscribe": "subscribe"}
    assert api.authorizer is not None
    assert (api.authorizer.function, api.authorizer.identity_headers) == ("authorize", ("sec-websocket-protocol",))
    test, first, default = rules(state)
    assert (test.paths, test.headers) == (first.paths, (("x-release", ("test",)),))
    assert first.paths == ("/orders", "/orders/*", "/healthz")
    assert default.fixed == (404, "text/plain", "")


@pytest.mark.parametrize(
    ("conditions", "actions", "message"),
    [
        ([{"sourceIp": {"values": ["10.0.0.0/8"]}}], [{"type": "forward", "targetGroupArn": "x"}], "sourceIp"),
        ([], [{"type": "authenticate-oidc"}], "authenticate-oidc"),
    ],
)
def test_unsupported_features_are_rejected_by_name(conditions: list[Any], actions: list[Any], message: str) -> None:
    """No unsupported feature is ignored silently."""
    default = [{"type": "fixed-response", "fixedResponse": {"contentType": "text/plain"}}]
    rule = {"listenerArn": "l", "priority": 1, "conditions": conditions, "actions": actions}
    parts = [(LISTENER, {"arn": "l", "defaultActions": default}), ("aws:lb/listenerRule:ListenerRule", rule)]
    found = tuple(Resource(f"urn::{kind}", kind, "r", "l", "", {}, outputs) for kind, outputs in parts)
    with pytest.raises(LocalError, match=message):
        rules(StackState("demo", found))
