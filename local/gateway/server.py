"""The gateway's two listeners: the public one for clients, and the management API for functions."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web

from ..alarms.recorder import Recorder
from ..errors import LocalError
from ..state import load_state
from .balancer import Balancer
from .balancer_metrics import BalancerMetrics
from .config import GatewayConfig
from .connections import Connections
from .declared import load_balancer, rules, web_socket_api
from .invoke import Invoker, RunnerInvoker
from .management import Management
from .pages import Pages
from .tokens import Tokens
from .websocket import WebSocketGateway

_KEEP_ALIVE_SECONDS = 30.0


class Gateway:
    """The request handlers of one stack."""

    def __init__(self, config: GatewayConfig, session: aiohttp.ClientSession, invoker: Invoker | None = None) -> None:
        state = load_state(config.state)
        self._config = config
        self.connections = Connections()
        api = web_socket_api(state)
        self._socket = WebSocketGateway(api, invoker or RunnerInvoker(session, config.functions_url), self.connections)
        self.recorder = Recorder(config.directory, config.clock)
        metrics = BalancerMetrics(self.recorder, load_balancer(state))
        self._balancer = Balancer(session, rules(state), config.targets, metrics)
        self._pages = Pages(config.web, config.page_config, f"ws://127.0.0.1:{config.public_port}")
        self._tokens = Tokens(config.directory, config.token_issuer, config.token_audience, config.token_issuers)
        self.management = Management(self.connections, api.stage)

    def public(self) -> web.Application:
        """The application of the public listener."""
        application = web.Application()
        application.router.add_get(f"/{self._socket.api.stage}", self._socket.serve)
        application.router.add_get("/config.json", self._pages.answer_config)
        application.router.add_get("/_local/jwks.json", self._tokens.answer_key_set)
        application.router.add_get("/_local/token", self._tokens.answer_token)
        application.router.add_get("/_local/health", self._health)
        application.router.add_route("*", "/{path:.*}", self._page_or_service)
        application.on_shutdown.append(self._close)
        return application

    async def _page_or_service(self, request: web.Request) -> web.StreamResponse:
        return self._pages.find(request) or await self._balancer.answer(request)

    async def _health(self, _request: web.Request) -> web.Response:
        return web.json_response({"connections": len(self.connections), "messages": self.connections.sent})

    async def _close(self, _application: web.Application) -> None:
        await self.connections.close_all()


@asynccontextmanager
async def serving(config: GatewayConfig) -> AsyncGenerator[Gateway]:
    """Listen on both ports until the block ends.

    Raises:
        LocalError: a port is in use, or the state has an unsupported feature.
    """
    connector = aiohttp.TCPConnector(limit=0, keepalive_timeout=_KEEP_ALIVE_SECONDS)
    async with aiohttp.ClientSession(connector=connector, auto_decompress=False) as session:
        gateway = Gateway(config, session)
        listeners = [
            (web.AppRunner(gateway.public(), access_log=None), config.public_port),
            (web.AppRunner(gateway.management.application(), access_log=None), config.management_port),
        ]
        recording = asyncio.create_task(gateway.recorder.run())
        try:
            for runner, port in listeners:
                await runner.setup()
                await _listen(runner, port)
            yield gateway
        finally:
            await asyncio.gather(*(runner.cleanup() for runner, _ in listeners))
            recording.cancel()
            await asyncio.gather(recording, return_exceptions=True)


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, "127.0.0.1", port, shutdown_timeout=2.0).start()
    except OSError as error:
        raise LocalError(
            f"port {port} of the gateway: {error.strerror}; choose another port or stop the process that uses it"
        ) from None
