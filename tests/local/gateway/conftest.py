"""A gateway on free ports, from a stack's state, with fake functions."""

import asyncio
import json
import shutil
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from local.backing_services.ports import free_port
from local.gateway.config import GatewayConfig
from local.gateway.invoke import Answer
from local.gateway.server import Gateway, serving
from local.paths import ROOT

REGION, ACCOUNT, API = "eu-south-2", "123456789012", "abc123"
TARGET_GROUP = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:targetgroup/demo-orders/1"
LISTENER = f"arn:aws:elasticloadbalancing:{REGION}:{ACCOUNT}:listener/app/demo/1/1"


def _function_uri(name: str) -> str:
    # The route `subscribe` calls its function through an alias.
    target = f"{name}:live" if name == "subscribe" else name
    function = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{target}"
    return f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{function}/invocations"


def _resources() -> list[tuple[str, str, dict[str, Any]]]:
    """Type, id and outputs of the resources that the gateway reads."""
    listener_action = {"type": "fixed-response", "fixedResponse": {"contentType": "text/plain", "statusCode": "404"}}
    condition = {"pathPattern": {"values": ["/orders", "/orders/*", "/healthz"]}}
    routes = {"$connect": "connect", "$disconnect": "disconnect", "subscribe": "subscribe"}
    return [
        ("aws:lambda/function:Function", "f", {"arn": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:connect"}),
        (
            "aws:apigatewayv2/api:Api",
            API,
            {
                "protocolType": "WEBSOCKET",
                "routeSelectionExpression": "$request.body.action",
                "arn": f"arn:aws:apigateway:{REGION}::/apis/{API}",
            },
        ),
        ("aws:apigatewayv2/stage:Stage", "live", {"apiId": API, "name": "live"}),
        (
            "aws:apigatewayv2/authorizer:Authorizer",
            "auth",
            {
                "apiId": API,
                "authorizerUri": _function_uri("authorize"),
                "identitySources": ["route.request.header.Sec-WebSocket-Protocol"],
            },
        ),
        *(
            ("aws:apigatewayv2/integration:Integration", f"i-{name}", {"integrationUri": _function_uri(name)})
            for name in routes.values()
        ),
        *(
            (
                "aws:apigatewayv2/route:Route",
                f"r-{name}",
                {
                    "apiId": API,
                    "routeKey": key,
                    "target": f"integrations/i-{name}",
                    **({"authorizerId": "auth"} if key == "$connect" else {}),
                },
            )
            for key, name in routes.items()
        ),
        ("aws:lb/listener:Listener", LISTENER, {"arn": LISTENER, "defaultActions": [listener_action]}),
        (
            "aws:lb/listenerRule:ListenerRule",
            "rule",
            {
                "listenerArn": LISTENER,
                "priority": 10,
                "conditions": [condition],
                "actions": [{"type": "forward", "targetGroupArn": TARGET_GROUP}],
            },
        ),
        (
            "aws:lb/listenerRule:ListenerRule",
            "test-rule",
            {
                "listenerArn": LISTENER,
                "priority": 5,
                "conditions": [condition, {"httpHeader": {"httpHeaderName": "x-release", "values": ["test"]}}],
                "actions": [{"type": "forward", "targetGroupArn": f"{TARGET_GROUP}-2"}],
            },
        ),
    ]


@pytest.fixture
def state_file(tmp_path: Path) -> Path:
    """An exported state."""
    exported = [
        {"urn": f"urn:pulumi:demo::citycell::{kind}::{name}", "type": kind, "id": name, "outputs": outputs}
        for kind, name, outputs in _resources()
    ]
    path = tmp_path / "state.json"
    path.write_text(json.dumps({"deployment": {"resources": exported}}))
    return path


def allow(event: Any) -> Any:
    """An authorizer that allows every client, for feed `order:1`."""
    statement = {"Action": "execute-api:Invoke", "Effect": "Allow", "Resource": event["methodArn"]}
    document = {"Version": "2012-10-17", "Statement": [statement]}
    return {"principalId": "customer-1", "policyDocument": document, "context": {"feed": "order:1"}}


class Functions:
    """The answers and the received events of each function; an exception becomes a failed answer."""

    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []
        self.responds: dict[str, Callable[[Any], Any]] = {
            "authorize": allow,
            "connect": lambda _event: {"statusCode": 200, "headers": {"Sec-WebSocket-Protocol": "citycell.v1"}},
            "subscribe": lambda _event: {"statusCode": 200},
            "disconnect": lambda _event: {"statusCode": 200},
        }

    async def invoke(self, function: str, event: Any) -> Answer:
        """Answer."""
        self.events.append((function, json.loads(json.dumps(event))))
        try:
            return Answer(self.responds[function](event), failed=False)
        except Exception as error:  # noqa: BLE001 - whatever a function raises
            return Answer({"errorType": type(error).__name__, "errorMessage": str(error)}, failed=True)

    def asked(self, function: str) -> list[Any]:
        """The events of one function."""
        return [event for name, event in self.events if name == function]


@pytest.fixture
def functions() -> Functions:
    """The functions behind the gateway."""
    return Functions()


Until = Callable[[Callable[[], Any]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait at most five seconds for a condition."""

    async def wait(condition: Callable[[], Any]) -> None:
        async with asyncio.timeout(5):
            while not condition():  # noqa: ASYNC110 - conditions are of any kind, and the deadline is short
                await asyncio.sleep(0.01)

    return wait


class Doors:
    """A running gateway and its addresses."""

    def __init__(self, gateway: Gateway, config: GatewayConfig, session: aiohttp.ClientSession) -> None:
        self.gateway = gateway
        self.session = session
        self.public = f"http://127.0.0.1:{config.public_port}"
        self.management = f"http://127.0.0.1:{config.management_port}/live"

    def connect(self, *protocols: str) -> Any:
        """Connect to the WebSocket API."""
        return self.session.ws_connect(f"{self.public}/live", protocols=protocols)


@pytest.fixture
async def listeners(
    state_file: Path, tmp_path: Path, functions: Functions, service: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncGenerator[Doors]:
    """A gateway with one service behind its load balancer and one page."""
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "index.html").write_text("<title>city</title>")
    shutil.copy(ROOT / "web" / "headers.json", tmp_path / "web")
    config = GatewayConfig(
        state=state_file,
        directory=tmp_path / "gateway",
        web=tmp_path / "web",
        public_port=free_port(),
        management_port=free_port(),
        functions_url="http://127.0.0.1:9",
        token_issuer="https://issuer.example",
        token_audience="citycell",
        targets={TARGET_GROUP: [f"http://127.0.0.1:{free_port()}", service]},
        page_config={"city": "lisbon"},
    )

    def invoker(_session: aiohttp.ClientSession, _url: str) -> Functions:
        return functions

    monkeypatch.setattr("local.gateway.server.RunnerInvoker", invoker)
    async with AsyncExitStack() as stack:
        gateway = await stack.enter_async_context(serving(config))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        yield Doors(gateway, config, session)


@pytest.fixture
async def service() -> AsyncGenerator[str]:
    """The address of a service that echoes its requests."""

    async def echo(request: web.Request) -> web.StreamResponse:
        if request.path == "/orders/stream":
            response = web.StreamResponse()
            await response.prepare(request)
            for part in (b"one ", b"two"):
                await response.write(part)
            return response
        headers = {name.lower(): value for name, value in request.headers.items()}
        said = {"method": request.method, "path": request.path_qs, "headers": headers, "body": await request.text()}
        return web.json_response(said, status=201, headers={"X-Service": "orders"})

    application = web.Application()
    application.router.add_route("*", "/{path:.*}", echo)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
